<?php

/**
 * Writes data/countries.json: the countries of ISO 3166-1 with their names in the four languages.
 *
 *     php tools/country_names.php YYYY-MM-DD > data/countries.json
 *
 * The codes come from the time zone data of the system, the names from the ICU of PHP's intl.
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli' || !isset($argv[1])) {
    exit(1);
}

const CODES = '/usr/share/zoneinfo/iso3166.tab';

$source = 'codes: iso3166.tab of tzdata; names: ICU ' . INTL_ICU_VERSION;
$rows = [['source' => $source, 'date' => $argv[1]]];
foreach (preg_grep('/^[A-Z]{2}\t/', file(CODES)) as $line) {
    $code = substr($line, 0, 2);
    $row = ['code' => $code];
    foreach (['en', 'de', 'fr', 'ar'] as $language) {
        $row[$language] = Locale::getDisplayRegion("-{$code}", $language);
    }
    $rows[] = $row;
}
$lines = array_map(static fn (array $row): string => json_encode($row, JSON_UNESCAPED_UNICODE | JSON_UNESCAPED_SLASHES), $rows);
echo "[\n", implode(",\n", $lines), "\n]\n";
