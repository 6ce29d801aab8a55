<?php

/**
 * One round of parsing and encoding: throughput.php FOLDER prints the megabytes a second of each contender.
 */

declare(strict_types=1);

use Ispbridge\Bench\Clock;
use Ispbridge\Bench\OrdinaryEncoder;
use Ispbridge\Bench\OrdinaryParser;

require __DIR__ . '/bootstrap.php';

/** What each contender gets through in a round, more or less. */
const ROUND_BYTES = 10_000_000;

/**
 * @param array<string, callable> $contenders
 * @return array<string, float>
 */
function megabytes_a_second(int $bytes, array $contenders): array
{
    Clock::turns($contenders, 1); // warms caches and the regular expressions
    $seconds = Clock::turns($contenders, max(2, intdiv(ROUND_BYTES, $bytes)));
    return array_map(static fn(float $mean): float => $bytes / $mean / 1e6, $seconds);
}

$folder = $argv[1];
$rates = ['parse' => [], 'encode' => []];
foreach (glob("$folder/*.txt") as $file) {
    $raw = file_get_contents($file);
    $array = serialize(Ispbridge\Ispapi\parse_response($raw));
    $rates['parse'][basename($file, '.txt')] = megabytes_a_second(strlen($raw), [
        'php' => static fn() => OrdinaryParser::parse($raw),
        'ispbridge' => static fn() => Ispbridge\Ispapi\parse_response($raw),
        'floor' => static fn() => unserialize($array),
    ]);
}
foreach (json_decode(file_get_contents("$folder/commands.json"), true) as $name => $command) {
    $bytes = strlen(OrdinaryEncoder::encode($command));
    $rates['encode'][$name] = megabytes_a_second($bytes, [
        'php' => static fn() => OrdinaryEncoder::encode($command),
        'ispbridge' => static fn() => Ispbridge\Ispapi\encode_command($command),
    ]);
}
echo json_encode($rates), "\n";
