<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use PHPUnit\Framework\TestCase;
use WHMCS\Module\Registrar\Ispapi\Bridge;

/**
 * The catalogue of sentences, and the files that are made of it.
 */
final class MessagesTest extends TestCase
{
    private const LANGUAGES = ['en', 'de', 'fr', 'ar'];

    public function testEachSentenceExistsInFourLanguagesWithTheSameValues(): void
    {
        foreach (self::rows() as $row) {
            $names = array_map(static fn (string $language): array => self::names($row[$language] ?? ''), self::LANGUAGES);
            foreach (self::LANGUAGES as $i => $language) {
                self::assertNotEmpty($row[$language] ?? '', "{$row['key']} in {$language}");
                self::assertSame($names[0], $names[$i], "{$row['key']} in {$language}");
            }
        }
    }

    public function testTheLanguageFilesAreWhatTheCatalogueGives(): void
    {
        $generator = escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg(ROOTDIR . '/tools/generate_lang.php');
        exec("{$generator} --check 2>&1", $lines, $code);
        self::assertSame(0, $code, implode("\n", $lines));
    }

    public function testTheSentencesThatTheModuleHoldsItselfAreThoseOfTheCatalogue(): void
    {
        $english = array_column(self::rows(), 'en', 'key');
        self::assertSame($english['guard.folder_missing'], Bridge::FOLDER_MISSING);
        self::assertSame($english['error.internal'], Bridge::INTERNAL_ERROR);
    }

    public function testEachKeyThatTheModulesNameIsInTheCatalogue(): void
    {
        $keys = array_column(self::rows(), 'key');
        $named = [];
        $groups = 'config|error|guard|journal|portfolio|progress|register|setting|task';
        foreach (self::sources() as $source) {
            preg_match_all("/['\"]((?:{$groups})\\.[a-z_]+)['\"]/", $source, $found);
            $named = array_merge($named, $found[1]);
        }
        self::assertGreaterThan(8, count($named));
        self::assertSame([], array_diff($named, $keys));
    }

    /** @return list<array<string, string>> */
    private static function rows(): array
    {
        return array_slice(json_decode((string) file_get_contents(ROOTDIR . '/data/messages.json'), true), 1);
    }

    /** @return list<string> */
    private static function names(string $text): array
    {
        preg_match_all('/:([A-Za-z0-9_]+)/', $text, $found);
        $names = array_unique($found[1]);
        sort($names);
        return $names;
    }

    /** @return list<string> */
    private static function sources(): array
    {
        $folder = ROOTDIR . '/modules/';
        $files = array_merge(
            glob("{$folder}ispbridge/lib/*.php"),
            glob("{$folder}registrars/ispapi/lib/*.php"),
            glob("{$folder}registrars/ispapi/lib/*/*.php")
        );
        return array_map('strval', array_map('file_get_contents', $files));
    }
}
