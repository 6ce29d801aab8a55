<?php

declare(strict_types=1);

namespace Host\Install;

/** What must be on the machine, with the Debian package that brings it. */
final class Prerequisites
{
    private const EXTENSIONS = [
        'ctype' => 'php8.2-common',
        'dom' => 'php8.2-xml',
        'intl' => 'php8.2-intl',
        'mbstring' => 'php8.2-mbstring',
        'pdo' => 'php8.2-common',
        'session' => 'php8.2-cli',
        'sodium' => 'php8.2-common',
    ];

    private const DRIVERS = [
        'mysql' => ['pdo_mysql', 'php8.2-mysql'],
        'sqlite' => ['pdo_sqlite', 'php8.2-sqlite3'],
    ];

    private const LIBRARIES = [
        'Carbon/autoload.php' => 'php-nesbot-carbon',
        'Illuminate/Database/autoload.php' => 'php-illuminate-database',
        'smarty4/Smarty.class.php' => 'smarty4',
    ];

    public static function check(string $driver): void
    {
        $needed = self::EXTENSIONS + [self::DRIVERS[$driver][0] => self::DRIVERS[$driver][1]];
        foreach ($needed as $extension => $package) {
            extension_loaded($extension)
                || throw new InstallError("the PHP extension {$extension} is missing: apt-get install {$package}");
        }
        foreach (self::LIBRARIES as $file => $package) {
            stream_resolve_include_path($file) !== false
                || throw new InstallError("{$file} is not in PHP's include path: apt-get install {$package}");
        }
    }
}
