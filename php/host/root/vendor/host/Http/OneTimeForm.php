<?php

declare(strict_types=1);

namespace Host\Http;

/**
 * A form that takes effect once: a second submit meets the result of the first.
 *
 * The session file is locked while a request runs, so two submits at the same moment come one after the other.
 */
final class OneTimeForm
{
    private const KEPT = 20;

    public static function issue(): string
    {
        $id = bin2hex(random_bytes(12));
        $_SESSION['forms'] = array_slice(($_SESSION['forms'] ?? []) + [$id => 0], -self::KEPT, null, true);
        return $id;
    }

    /** The form was shown to this visitor and took no effect yet. */
    public static function isOpen(string $id): bool
    {
        return ($_SESSION['forms'][$id] ?? null) === 0;
    }

    /** @return int what the first submit made; 0 when there was none */
    public static function result(string $id): int
    {
        return $_SESSION['forms'][$id] ?? 0;
    }

    /** Kept at once: a process that dies later in the request must not leave the form open. */
    public static function close(string $id, int $result): void
    {
        $_SESSION['forms'][$id] = $result;
        HttpSession::flush();
    }
}
