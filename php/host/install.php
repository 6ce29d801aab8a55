<?php

/**
 * Installs the stand-in host, or refreshes its code: `php php/host/install.php --help`.
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli') {
    exit(1);
}

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Host\\Install\\')) {
        require __DIR__ . '/install/' . substr($class, strlen('Host\\Install\\')) . '.php';
    }
});

exit(Host\Install\Main::run(array_slice($argv, 1)));
