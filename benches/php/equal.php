<?php

/**
 * Whether both parsers and both encoders say the same: equal.php FOLDER [SHARED] prints what was compared, or ends with 1.
 *
 * SHARED is the folder of the public API reference's examples, where it is at hand; each is also held against what the
 * reference expects.
 */

declare(strict_types=1);

use Ispbridge\Bench\OrdinaryEncoder;
use Ispbridge\Bench\OrdinaryParser;

require __DIR__ . '/bootstrap.php';

/** @return iterable<array<string, mixed>> */
function rows(string $file): iterable
{
    foreach (file($file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) as $line) {
        yield json_decode($line, true, 512, JSON_THROW_ON_ERROR);
    }
}

/** The same reply in one order of keys. */
function sorted(array $reply): array
{
    ksort($reply, SORT_STRING);
    ksort($reply['PROPERTY'], SORT_STRING);
    return $reply;
}

/** @param array{code: int, description: string, properties?: array<string, list<string>>}|null $expected */
function replies_agree(string $raw, ?array $expected = null): bool
{
    $engine = sorted(Ispbridge\Ispapi\parse_response($raw));
    $ordinary = sorted(OrdinaryParser::parse($raw));
    if ($expected !== null) {
        $wanted = [(string) $expected['code'], $expected['description'], sorted(['PROPERTY' => $expected['properties'] ?? []])];
        $got = [$engine['CODE'], $engine['DESCRIPTION'], ['PROPERTY' => $engine['PROPERTY']]];
        if ($wanted !== $got) {
            return false;
        }
    }
    return $engine === $ordinary;
}

/**
 * Examples that leave rows out ("...") are no real replies: indexes jump. The engine honours indexes, so it keeps the gap's cells
 * empty, or refuses where they are too many; the ordinary parser closes the gap unseen. Only the filled cells are compared.
 */
function abridged_agree(string $raw): bool
{
    $filled = static fn(array $cells): array => array_values(array_filter($cells, static fn(string $cell): bool => $cell !== ''));
    try {
        $engine = Ispbridge\Ispapi\parse_response($raw);
    } catch (Ispbridge\Exception\MalformedResponseException $refusal) {
        return $refusal->getReason() === 'ispapi.malformed.sparse';
    }
    return array_map($filled, $engine['PROPERTY']) === array_map($filled, OrdinaryParser::parse($raw)['PROPERTY']);
}

/** @param array<string, mixed> $command */
function commands_agree(array $command, ?string $expected = null): bool
{
    $engine = Ispbridge\Ispapi\encode_command($command);
    return $engine === OrdinaryEncoder::encode($command) && ($expected === null || $engine === $expected);
}

[, $folder] = $argv;
$shared = $argv[2] ?? null;
$compared = ['replies' => 0, 'reference_replies' => 0, 'abridged_replies' => 0, 'commands' => 0, 'reference_commands' => 0];
$different = [];
$note = static function (string $kind, string $name, bool $agree) use (&$compared, &$different): void {
    $compared[$kind]++;
    $agree || $different[] = "$kind: $name";
};
foreach (glob("$folder/*.txt") as $file) {
    $note('replies', basename($file), replies_agree(file_get_contents($file)));
}
foreach (json_decode(file_get_contents("$folder/commands.json"), true) as $name => $command) {
    $note('commands', $name, commands_agree($command));
}
if ($shared !== null) {
    foreach (rows("$shared/data/ispapi/parse-docs.jsonl") as $row) {
        if (str_contains($row['raw'], "\n...\n")) {
            $note('abridged_replies', $row['id'], abridged_agree($row['raw']));
        } else {
            $note('reference_replies', $row['id'], replies_agree($row['raw'], $row['expect']));
        }
    }
    foreach (rows("$shared/data/ispapi/encode-docs.jsonl") as $row) {
        $note('reference_commands', $row['id'], commands_agree($row['command'], $row['expect_s_command']));
    }
}
echo json_encode($compared + ['different' => $different]), "\n";
exit($different === [] ? 0 : 1);
