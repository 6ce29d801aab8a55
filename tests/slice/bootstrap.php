<?php

/**
 * The modules in the stand-in host, with the real extension, against the sandbox. The host is started by the support classes of
 * its own tests.
 */

declare(strict_types=1);

require_once dirname(__DIR__) . '/host/bootstrap.php';

spl_autoload_register(static function (string $class): void {
    if (str_starts_with($class, 'Tests\\Slice\\Support\\')) {
        require __DIR__ . '/support/' . basename(str_replace('\\', '/', $class)) . '.php';
    }
});
