<?php

/**
 * Finds classes of the tests, of WHMCS as these tests need it, and of the modules of this tree or a copy of it.
 */

declare(strict_types=1);

return static function (string $root): void {
    spl_autoload_register(static function (string $class) use ($root): void {
        $places = [
            'Ispbridge\\Tests\\' => __DIR__,
            'WHMCS\\Module\\Registrar\\Ispapi\\' => "$root/modules/registrars/ispapi/lib", // as WHMCS itself does
            'WHMCS\\' => __DIR__ . '/whmcs',
        ];
        foreach ($places as $prefix => $folder) {
            $file = $folder . '/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
            if (str_starts_with($class, $prefix) && is_file($file)) {
                require_once $file;
                return;
            }
        }
    });
};
