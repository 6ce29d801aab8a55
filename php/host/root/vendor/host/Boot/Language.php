<?php

declare(strict_types=1);

namespace Host\Boot;

/** Fills `$_LANG` from lang/english.php, the current language and its overrides. */
final class Language
{
    public static function load(): void
    {
        $GLOBALS['_LANG'] = [];
        foreach (array_unique(['english', self::current()]) as $language) {
            self::add(ROOTDIR . "/lang/{$language}.php");
            self::add(ROOTDIR . "/lang/overrides/{$language}.php");
        }
    }

    public static function current(): string
    {
        $language = $_SESSION['Language'] ?? $GLOBALS['CONFIG']['Language'] ?? 'english';
        return preg_match('/^[a-z-]+$/', (string) $language) ? (string) $language : 'english';
    }

    private static function add(string $file): void
    {
        if (is_file($file)) {
            $_LANG = $GLOBALS['_LANG'];
            require $file;
            $GLOBALS['_LANG'] = $_LANG;
        }
    }
}
