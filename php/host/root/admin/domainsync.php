<?php

/**
 * Report of the domain synchronisation.
 */

declare(strict_types=1);

define('ADMINAREA', true);

require dirname(__DIR__) . '/init.php';

(new Host\Admin\SyncReportPage())->run();
