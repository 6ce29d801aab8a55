<?php

/**
 * What the modules meet in WHMCS, as small as these tests need it: after the documented contract, not after the modules.
 * It runs with and without the extension; the runs are scripted (ScriptedRun), so nothing here goes over a network.
 */

declare(strict_types=1);

error_reporting(E_ALL);
date_default_timezone_set('Europe/Berlin'); // not UTC, so that a time zone forgotten is seen

define('WHMCS', true);
define('ROOTDIR', dirname(__DIR__, 2));

require_once 'Illuminate/Database/autoload.php';
require_once 'Carbon/autoload.php';
require_once dirname(__DIR__) . '/support/MariaDb.php';
require_once __DIR__ . '/whmcs/functions.php';
require_once __DIR__ . '/whmcs/Lang.php';

spl_autoload_register(static function (string $class): void {
    $places = [
        'Ispbridge\\Tests\\' => __DIR__,
        'WHMCS\\Module\\Registrar\\Ispapi\\' => ROOTDIR . '/modules/registrars/ispapi/lib', // as WHMCS itself does
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

require_once ROOTDIR . '/modules/registrars/ispapi/ispapi.php';
require_once ROOTDIR . '/modules/registrars/ispapi/hooks.php';
require_once ROOTDIR . '/modules/ispbridge/autoload.php';
