<?php

declare(strict_types=1);

namespace Host\Hook;

use Host\Registrar\Settings;

/** Loads includes/hooks/*.php and the hooks.php of each active module (contract, section 5). */
final class HookFiles
{
    public static function load(): void
    {
        foreach (array_merge(self::free(), self::ofRegistrars()) as $file) {
            require_once $file;
        }
    }

    /** @return list<string> in alphabetical order; a leading underscore switches a file off */
    private static function free(): array
    {
        $files = glob(ROOTDIR . '/includes/hooks/*.php') ?: [];
        return array_values(array_filter($files, static fn (string $file): bool => basename($file)[0] !== '_'));
    }

    /** @return list<string> */
    private static function ofRegistrars(): array
    {
        $files = array_map(
            static fn (string $module): string => ROOTDIR . "/modules/registrars/{$module}/hooks.php",
            Settings::activeModules()
        );
        return array_values(array_filter($files, 'is_file'));
    }
}
