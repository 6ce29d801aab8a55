<?php

/**
 * Automation, for the system's cron every five minutes: `php -q crons/cron.php [do --DomainStatusSync ... | --daily]`.
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli') {
    http_response_code(403);
    exit;
}

require dirname(__DIR__) . '/init.php';

$mistake = Host\Cron\CronRun::run(array_slice($argv, 1));
if ($mistake !== '') {
    fwrite(STDERR, $mistake . "\n");
    exit(1);
}
