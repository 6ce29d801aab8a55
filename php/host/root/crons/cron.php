<?php

/**
 * Automation, for the system's cron every five minutes. `--daily` also runs what is due once a day.
 *
 * This slice fires the hooks; the domain synchronisation joins later.
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli') {
    http_response_code(403);
    exit;
}

require dirname(__DIR__) . '/init.php';

if (in_array('--daily', $argv, true)) {
    run_hook('PreCronJob');
    run_hook('DailyCronJob');
}
run_hook('AfterCronJob');
