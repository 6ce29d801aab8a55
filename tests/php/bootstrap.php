<?php

/**
 * What the modules meet in WHMCS, as small as these tests need it: after the documented contract, not after the modules.
 * The runs are scripted (ScriptedRun), or end before they send anything (EngineTestCase), so nothing here goes over a network.
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

(require __DIR__ . '/loader.php')(ROOTDIR);

require_once ROOTDIR . '/modules/registrars/ispapi/ispapi.php';
require_once ROOTDIR . '/modules/registrars/ispapi/hooks.php';
require_once ROOTDIR . '/modules/ispbridge/autoload.php';
