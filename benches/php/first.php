<?php

/**
 * The first call of a process: first.php PORT CA_FILE (engine|curl) prints the milliseconds of the first call and the second.
 */

declare(strict_types=1);

use Ispbridge\Bench\Clock;
use Ispbridge\Bench\Engine;
use Ispbridge\Bench\OrdinaryCaller;

require __DIR__ . '/bootstrap.php';

[, $port, $caFile, $contender] = $argv;
$caller = null;
$call = match ($contender) {
    'engine' => static function () use (&$caller): void {
        $caller ??= Engine::client();
        Engine::check($caller->call(Engine::READ));
    },
    'curl' => static function () use (&$caller, $port, $caFile): void {
        $caller ??= new OrdinaryCaller("https://127.0.0.1:$port/api/call.cgi", $caFile);
        Engine::check($caller->withNewHandle(Engine::READ));
    },
};
array_map(class_exists(...), [Clock::class, Engine::class, OrdinaryCaller::class]); // loading them is not the call's
echo json_encode(['first' => 1e3 * Clock::seconds($call), 'second' => 1e3 * Clock::seconds($call)]), "\n";
