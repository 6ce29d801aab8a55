<?php

/**
 * Many calls at a time against one by one: many.php CALLS prints the seconds of each; `null` where the engine cannot do it.
 *
 * "cold" is the first thing that this process does, connections included; "warm" is the same again.
 */

declare(strict_types=1);

use Ispbridge\Bench\Clock;
use Ispbridge\Bench\Engine;

require __DIR__ . '/bootstrap.php';

$client = Engine::client();
$commands = [];
for ($number = 0; $number < (int) $argv[1]; $number++) {
    $commands["name $number"] = ['DOMAIN' => "example$number.com"] + Engine::READ;
}
$many = static function () use ($client, $commands): void {
    $replies = $client->callMany($commands, 8);
    if (array_keys($replies) !== array_keys($commands)) {
        throw new RuntimeException('the replies are not in the order of the commands');
    }
    array_walk($replies, static fn($reply) => Engine::check($reply));
};
$seconds = ['cold' => null, 'warm' => null];
if (method_exists($client, 'callMany')) {
    $seconds = ['cold' => Clock::seconds($many), 'warm' => Clock::seconds($many)];
}
$client->call(Engine::READ);
$seconds['one_by_one'] = Clock::seconds(static function () use ($client, $commands): void {
    array_walk($commands, static fn(array $command) => Engine::check($client->call($command)));
});
echo json_encode($seconds), "\n";
