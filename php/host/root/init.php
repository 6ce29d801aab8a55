<?php

/**
 * Starts the host, for pages and for command line scripts alike.
 *
 * Client pages define CLIENTAREA and admin pages ADMINAREA before they load this file.
 */

declare(strict_types=1);

if (!defined('WHMCS')) {
    define('WHMCS', true);
    define('ROOTDIR', __DIR__);
    require_once __DIR__ . '/vendor/autoload.php';
    require_once __DIR__ . '/includes/functions.php';
    Host\Boot\Boot::run();
}
