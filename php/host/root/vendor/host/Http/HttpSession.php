<?php

declare(strict_types=1);

namespace Host\Http;

use Host\Boot\Configuration;

/** The PHP session of a visitor: one cookie for the client and the admin area, as in WHMCS. */
final class HttpSession
{
    public static function start(): void
    {
        session_save_path(Configuration::text('host_data_dir') . '/sessions');
        session_name('WHMCSHost');
        session_start([
            'cookie_httponly' => true,
            'cookie_samesite' => 'Lax',
            'cookie_secure' => ($_SERVER['HTTPS'] ?? '') === 'on',
            'use_strict_mode' => true,
        ]);
        $_SESSION['token'] ??= bin2hex(random_bytes(20));
    }

    /** Writes the session now: what it says survives the death of this process. */
    public static function flush(): void
    {
        session_write_close();
        session_start();
    }

    /** Remembers who logged in, under a fresh session id and token. */
    public static function logIn(string $key, int $id): void
    {
        session_regenerate_id(true);
        $_SESSION[$key] = $id;
        $_SESSION['token'] = bin2hex(random_bytes(20));
    }

    public static function logOut(string $key): void
    {
        unset($_SESSION[$key]);
        session_regenerate_id(true);
        $_SESSION['token'] = bin2hex(random_bytes(20));
    }
}
