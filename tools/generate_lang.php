<?php

/**
 * Writes modules/ispbridge/lang/*.php from data/messages.json. With --check it writes nothing and fails where one differs.
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli') {
    exit;
}

const LANGUAGES = ['ar' => 'arabic', 'de' => 'german', 'en' => 'english', 'fr' => 'french'];

/** @param list<array<string, string>> $rows */
function langFile(string $code, array $rows): string
{
    $lines = "<?php\n\n/** Generated from data/messages.json by tools/generate_lang.php. */\n\ndeclare(strict_types=1);\n\n"
        . "// phpcs:disable Generic.Files.LineLength -- one sentence a line\nreturn [\n";
    foreach ($rows as $row) {
        if (isset($row[$code])) {
            $lines .= '    ' . var_export($row['key'], true) . ' => ' . var_export($row[$code], true) . ",\n";
        }
    }
    return $lines . "];\n";
}

$root = dirname(__DIR__);
$rows = json_decode((string) file_get_contents("{$root}/data/messages.json"), true, 8, JSON_THROW_ON_ERROR);
array_shift($rows); // the header
$stale = 0;
foreach (LANGUAGES as $code => $language) {
    $path = "modules/ispbridge/lang/{$language}.php";
    $text = langFile($code, $rows);
    if (is_file("{$root}/{$path}") && file_get_contents("{$root}/{$path}") === $text) {
        continue;
    }
    if (in_array('--check', $argv, true)) {
        fwrite(STDERR, "{$path} is not what data/messages.json gives: run `make generate`\n");
        $stale = 1;
    } else {
        file_put_contents("{$root}/{$path}", $text);
    }
}
exit($stale);
