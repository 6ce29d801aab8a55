<?php

/**
 * Compares all domains of the shop with all of the registrar account, in one go: php sync-portfolio.php [--root=/path/to/whmcs].
 *
 * It does what the cron does in slices, takes over where that was, and shares its lease: while one works, the other does nothing.
 * Exit codes: 0 finished, 1 not finished (the module log says why; the next run goes on there), 2 nothing could be begun.
 */

declare(strict_types=1);

use WHMCS\Module\Registrar\Ispapi\Console;

if (PHP_SAPI !== 'cli') {
    http_response_code(403);
    exit('This script runs on the command line.');
}

require __DIR__ . '/../lib/Console.php';

$root = Console::root(array_slice($argv, 1), __DIR__);
if ($root === null) {
    exit(2);
}
require_once "{$root}/init.php";

exit(Console::syncPortfolio());
