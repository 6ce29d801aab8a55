<?php

declare(strict_types=1);

namespace Host\Facade;

/** The global `Lang`: texts of the client area. */
final class Lang
{
    /**
     * @param array<string, string> $params placeholders such as `:name`
     * @return string the text, the key itself when there is none
     */
    public static function trans(string $key, array $params = []): string
    {
        return strtr((string) ($GLOBALS['_LANG'][$key] ?? $key), $params);
    }
}
