<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Age;
use Ispbridge\Whmcs\Findings;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Passes;
use Ispbridge\Whmcs\Safely;
use Ispbridge\Whmcs\Tables;

/**
 * How far the comparison of all domains is, in a sentence.
 */
final class Progress
{
    /** @param array<string, mixed> $settings */
    public static function ofSettings(array $settings): string
    {
        $subject = Settings::scope($settings);
        $read = static fn (): string => Tables::version() === 0 ? '' : self::sentence(Passes::state($subject), Findings::count());
        return Safely::run('progress of the comparison', $read, '');
    }

    /** @param array{place: array<string, mixed>, wanted: bool, moved_age: int, finished_age: int|null}|null $state */
    public static function sentence(?array $state, int $findings): string
    {
        $lang = Lang::ofShop();
        if ($state === null) {
            return $lang->text('progress.never');
        }
        $finished = $state['finished_age'];
        $age = $finished === null ? '' : $lang->text('progress.finished', ['age' => Age::text($lang, $finished)]);
        $values = [
            'seen' => (string) ($state['place']['first'] ?? 0), 'compared' => (string) ($state['place']['compared'] ?? 0),
            'written' => (string) ($state['place']['written'] ?? 0), 'findings' => (string) $findings,
        ];
        $now = $lang->text($state['wanted'] ? 'progress.running' : 'progress.last', $values);
        return trim("{$now} {$age}");
    }
}
