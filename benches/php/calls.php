<?php

/**
 * Single calls, contenders in turn: calls.php PORT CA_FILE TURNS prints the milliseconds of each call.
 */

declare(strict_types=1);

use Ispbridge\Bench\BareLine;
use Ispbridge\Bench\Clock;
use Ispbridge\Bench\Engine;
use Ispbridge\Bench\OrdinaryCaller;

require __DIR__ . '/bootstrap.php';

[, $port, $caFile, $turns] = $argv;
$client = Engine::client();
$bare = new BareLine((int) $port, $caFile);
$caller = new OrdinaryCaller("https://127.0.0.1:$port/api/call.cgi", $caFile);
$contenders = [
    'bare' => static fn() => $bare->exchange(),
    'warm' => static fn() => Engine::check($client->call(Engine::READ)),
    'order' => static fn() => Engine::check($client->call(Engine::ORDER)),
    'curl_new' => static fn() => Engine::check($caller->withNewHandle(Engine::READ)),
    'curl_kept' => static fn() => Engine::check($caller->withKeptHandle(Engine::READ)),
];
Clock::turns($contenders, 1); // opens what is kept
$milliseconds = [];
for ($turn = 0; $turn < (int) $turns; $turn++) {
    foreach ($contenders as $name => $call) {
        $milliseconds[$name][] = 1e3 * Clock::seconds($call);
    }
}
echo json_encode($milliseconds), "\n";
