<?php

declare(strict_types=1);

namespace Host\Boot;

/**
 * Reads configuration.php and publishes its variables as globals.
 *
 * init.php may be required inside a function, where plain assignments would stay local.
 */
final class Configuration
{
    public static function load(string $file): void
    {
        if (!is_file($file)) {
            throw new \RuntimeException('configuration.php is missing: run php/host/install.php first');
        }
        foreach (self::variables($file) as $name => $value) {
            $GLOBALS[$name] = $value;
        }
    }

    public static function text(string $name): string
    {
        return (string) ($GLOBALS[$name] ?? '');
    }

    /** @return array<string, mixed> what configuration.php assigns */
    public static function variables(string $file): array
    {
        return (static function (): array {
            require func_get_arg(0);
            return get_defined_vars();
        })($file);
    }
}
