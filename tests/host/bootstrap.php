<?php

/**
 * Loads the support classes of the host's tests.
 */

declare(strict_types=1);

require_once dirname(__DIR__) . '/support/MariaDb.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Tests\\Host\\Support\\')) {
        require __DIR__ . '/support/' . basename(str_replace('\\', '/', $class)) . '.php';
    }
});
