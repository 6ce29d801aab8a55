<?php

/**
 * Makes the classes of Ispbridge\Whmcs known. WHMCS does not scan this folder, so each module includes this file itself;
 * including it again changes nothing.
 */

declare(strict_types=1);

namespace Ispbridge\Whmcs;

if (!defined('WHMCS')) {
    exit('This file is a part of WHMCS modules and does nothing by itself.');
}

if (!function_exists(__NAMESPACE__ . '\\autoload')) {
    function autoload(string $class): void
    {
        $prefix = __NAMESPACE__ . '\\';
        if (!str_starts_with($class, $prefix)) {
            return;
        }
        $file = __DIR__ . '/lib/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (is_readable($file)) {
            require_once $file;
        }
    }

    spl_autoload_register(__NAMESPACE__ . '\\autoload');
}
