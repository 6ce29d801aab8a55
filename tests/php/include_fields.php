<?php

/**
 * Includes the file of additional fields of the module copy in SHOP, as a shop's own file does, and prints what is there then.
 */

declare(strict_types=1);

define('WHMCS', true);
define('ROOTDIR', SHOP);

spl_autoload_register(static function (string $class): void {
    $prefix = 'WHMCS\\Module\\Registrar\\Ispapi\\';
    $file = SHOP . '/modules/registrars/ispapi/lib/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
    if (str_starts_with($class, $prefix) && is_file($file)) {
        require_once $file;
    }
});

$additionaldomainfields = ['.x' => [1]];
include SHOP . '/modules/registrars/ispapi/additionalfields.php';
echo json_encode($additionaldomainfields, JSON_THROW_ON_ERROR);
