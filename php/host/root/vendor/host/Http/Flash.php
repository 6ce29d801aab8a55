<?php

declare(strict_types=1);

namespace Host\Http;

/** One notice that survives the redirect after a form. */
final class Flash
{
    public static function success(string $text): void
    {
        $_SESSION['flash'] = ['type' => 'success', 'text' => $text];
    }

    public static function error(string $text): void
    {
        $_SESSION['flash'] = ['type' => 'error', 'text' => $text];
    }

    /** @return array{type: string, text: string}|null */
    public static function take(): ?array
    {
        $notice = $_SESSION['flash'] ?? null;
        unset($_SESSION['flash']);
        return $notice;
    }
}
