<?php

/**
 * Moves domains, prices and settings from WHMCS' built-in module hexonet to this one: `php migrate.php --help`. From the command
 * line only.
 */

declare(strict_types=1);

use WHMCS\Module\Registrar\Ispapi\Bridge;
use WHMCS\Module\Registrar\Ispapi\Console;
use WHMCS\Module\Registrar\Ispapi\Migration\CommandLine;

if (PHP_SAPI !== 'cli') {
    exit;
}

require __DIR__ . '/../lib/Console.php';

$root = Console::root(array_slice($argv, 1), __DIR__);
if ($root === null) {
    exit(2);
}

require_once "{$root}/init.php";
require_once dirname(__DIR__) . '/ispapi.php';

if (Bridge::lang() === null) {
    fwrite(STDERR, Bridge::FOLDER_MISSING . "\n");
    exit(1);
}
exit((new CommandLine(STDOUT))->run(array_slice($argv, 1)));
