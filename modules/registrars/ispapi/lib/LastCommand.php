<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Cache;
use Ispbridge\Whmcs\Safely;

/**
 * How the last command for a domain ended, for its page: WHMCS shows the error of a command, but not what a success was, and
 * nothing at all of a form's end.
 */
final class LastCommand
{
    private const SCOPE = 'ispapi|last command';

    private const SECONDS = 7 * 86400;

    public static function keep(int $domainId, string $sentence, bool $isFailure): void
    {
        if ($domainId === 0 || !class_exists(Safely::class) || !class_exists(Cache::class)) {
            return; // some file of modules/ispbridge is missing, which the sentence tells
        }
        $value = ['sentence' => $sentence, 'failed' => $isFailure];
        $entry = ['scope' => self::SCOPE, 'key' => (string) $domainId, 'value' => $value, 'seconds' => self::SECONDS];
        Safely::run('keep the end of a command', static fn (): mixed => Cache::keep($entry), null);
    }

    /** @return array{sentence: string, failed: bool, age: int}|null */
    public static function ofDomain(int $domainId): ?array
    {
        $found = Cache::load(['scope' => self::SCOPE, 'keys' => [(string) $domainId]])[$domainId] ?? null;
        return $found === null ? null : $found['value'] + ['age' => $found['age']];
    }
}
