<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * Whether the PHP extension is there and fits these modules.
 */
final class Guard
{
    /** Names the constant that holds the extension's version; a test names another one. */
    public static string $constant = 'Ispbridge\VERSION';

    /** The version of the loaded extension, null without one. */
    public static function version(): ?string
    {
        return defined(self::$constant) ? (string) constant(self::$constant) : null;
    }

    /**
     * What keeps a verb from running, null when nothing does.
     *
     * @param bool $spends whether the verb may cost money
     * @return array{key: string, values: array<string, string>}|null
     */
    public static function problem(bool $spends): ?array
    {
        $found = self::version();
        if ($found === null) {
            return ['key' => 'guard.extension_missing', 'values' => ['php' => PHP_VERSION, 'sapi' => PHP_SAPI]];
        }
        $made = require dirname(__DIR__) . '/version.php';
        $values = ['found' => $found, 'wanted' => "{$made['major']}.{$made['minor']}"];
        return match (true) {
            !self::matches($found, (string) $made['major']) => ['key' => 'guard.extension_other_major', 'values' => $values],
            $spends && !self::matches($found, $values['wanted']) => ['key' => 'guard.extension_other_minor', 'values' => $values],
            default => null,
        };
    }

    private static function matches(string $version, string $start): bool
    {
        return str_starts_with($version, $start . '.');
    }
}
