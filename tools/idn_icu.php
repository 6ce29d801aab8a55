<?php

/**
 * Writes tests/vectors/idn_icu.json: what ICU, another implementation of UTS #46, makes of a list of names.
 *
 *     php tools/idn_icu.php > tests/vectors/idn_icu.json
 *
 * ICU gets our flags: STD3 rules, bidi and joiner checks. The list holds no underscore, wildcard or hyphen in the third
 * place, where we differ on purpose, and nothing that newer versions of the standard changed (the capital sharp s, the
 * struck-out relations), where the ICU at hand is older than our engine.
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli') {
    exit(1);
}

const FLAGS = IDNA_USE_STD3_RULES | IDNA_CHECK_BIDI | IDNA_CHECK_CONTEXTJ;

/** Labels of many scripts, mapped, composed and refused ones. */
const LABELS = [
    'example', 'EXAMPLE', 'a1-b2', '3com', 'müller', 'MÜLLER', "mu\u{308}ller", 'straße', 'STRASSE',
    'søster', 'œuvre', 'łódź', 'čeština', 'đak', 'ıstanbul', 'İstanbul', 'ﬁnance', 'ｆｕｌｌ', '①②', 'x²',
    '½', '℡', '㎏', 'ελλάδα', 'ΟΔΟΣ', 'οδος', 'όνομα', 'пример', 'ПРИМЕР', 'київ', 'ґанок', 'հայ',
    'ქართული', 'ᲥᲐᲠᲗᲣᲚᲘ', 'שלום', 'בדיקה1', '1בדיקה', 'اختبار', 'اختبار١', 'اختبار1١', 'گفتگو',
    "می\u{200C}خواهم", 'परीक्षा', "क्\u{200D}ष", "क\u{200D}ष", 'বাংলা', 'ਪੰਜਾਬੀ', 'தமிழ்', 'ไทย', 'ລາວ',
    'မြန်မာ', 'ខ្មែរ', 'አማርኛ', '日本語', 'にほんご', 'カタカナ', 'ﾊﾝｶｸ', '例え', '中文', '繁體', '한국어',
    "\u{1112}\u{1161}\u{11AB}", '𠀋', '☃', '♥', '☕', '🦀', "👩\u{200D}💻", "❤\u{FE0F}", 'a♥b', "a\u{AD}b",
    "a\u{200B}b", "a\u{2060}b", "\u{301}a", "a\u{301}", 'a b', 'a/b', 'a@b', 'a:b', "a\u{A0}b",
    "a\u{3000}b", "\u{202E}ab", "a\u{202A}b", "a\u{80}b", "a\u{FFFD}b", "a\u{E000}b", "a\u{FDD0}b",
    '-ä', 'ä-', 'ä-b', 'xn--bcher-kva', 'XN--BCHER-KVA', 'xn--fa-hia', 'xn--a', 'xn--0', 'xn--bcher-',
    'xn--Bcher-Kva', 'xn--ä', 'xn--zca', 'xn--nxasmm1c', 'xn--3xa', 'xn--mgba3gch31f060k', 'xn--wgv71a',
    "\u{2488}a", '۱۲۳', '१२३', '٠١٢', 'aא', 'אa', "l\u{B7}l", 'ʼn', 'ŉa', 'ǆ', 'ſ', "\u{212A}",
    "\u{212B}",
];

const TAILS = ['com', 'рф'];

echo "[\n", encode([
    'source' => 'ICU ' . INTL_ICU_VERSION . ' through idn_to_ascii() and idn_to_utf8(), by tools/idn_icu.php',
    'date' => date('Y-m-d'),
]);
foreach (LABELS as $label) {
    foreach (TAILS as $tail) {
        echo ",\n", encode(row("$label.$tail"));
    }
}
echo "\n]\n";

/** @return array{name: string, keep: ?string, map: ?string, unicode: ?string} */
function row(string $name): array
{
    $text = static fn (string|false $answer): ?string => $answer === false ? null : $answer;
    return [
        'name' => $name,
        'keep' => $text(idn_to_ascii($name, FLAGS | IDNA_NONTRANSITIONAL_TO_ASCII)),
        'map' => $text(idn_to_ascii($name, FLAGS)),
        'unicode' => $text(idn_to_utf8($name, FLAGS | IDNA_NONTRANSITIONAL_TO_UNICODE)),
    ];
}

/** @param array<string, ?string> $row */
function encode(array $row): string
{
    return json_encode($row, JSON_THROW_ON_ERROR | JSON_UNESCAPED_SLASHES);
}
