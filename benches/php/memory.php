<?php

/**
 * Memory of one process over many calls: memory.php CALLS prints, at points on the way, what the process holds.
 */

declare(strict_types=1);

use Ispbridge\Bench\Engine;

require __DIR__ . '/bootstrap.php';

/** @return array<string, int> */
function held(int $calls): array
{
    preg_match_all('/^(VmRSS|Threads):\s+(\d+)/m', file_get_contents('/proc/self/status'), $found);
    return [
        'calls' => $calls,
        'kilobytes' => (int) $found[2][0],
        'php_bytes' => memory_get_usage(),
        'threads' => (int) $found[2][1],
        'descriptors' => count(scandir('/proc/self/fd')) - 2,
    ];
}

$calls = (int) $argv[1];
$client = Engine::client();
echo '[', json_encode(held(0)); // each point goes out at once: what is kept here would count
for ($call = 1; $call <= $calls; $call++) {
    Engine::check($client->call(Engine::READ));
    if ($call === 1 || $call % max(1, intdiv($calls, 10)) === 0) {
        echo ',', json_encode(held($call));
    }
}
echo "]\n";
