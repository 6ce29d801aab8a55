<?php

declare(strict_types=1);

namespace Host\Http;

use RuntimeException;

/** The session token that every form carries. */
final class Token
{
    public static function value(): string
    {
        return (string) ($_SESSION['token'] ?? '');
    }

    public static function field(): string
    {
        return '<input type="hidden" name="token" value="' . htmlspecialchars(self::value(), ENT_QUOTES) . '">';
    }

    public static function isValid(): bool
    {
        $sent = $_REQUEST['token'] ?? '';
        return is_string($sent) && self::value() !== '' && hash_equals(self::value(), $sent);
    }

    /** @throws RuntimeException on a mismatch, when asked to */
    public static function check(bool $asException): bool
    {
        if (!self::isValid() && $asException) {
            throw new RuntimeException('Invalid token');
        }
        return self::isValid();
    }
}
