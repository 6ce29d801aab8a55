<?php

declare(strict_types=1);

namespace Host\Boot;

use Host\Log\ActivityLog;
use Throwable;

/** What a visitor sees when something went wrong that nobody caught: a plain sentence, no details. */
final class ErrorPage
{
    public static function install(): void
    {
        error_reporting(E_ALL);
        if (PHP_SAPI !== 'cli') {
            ini_set('display_errors', '0');
            ini_set('log_errors', '1');
            set_exception_handler([self::class, 'show']);
        }
    }

    public static function show(Throwable $error): void
    {
        error_log((string) $error);
        self::record($error);
        self::send(500, 'Something went wrong', 'The error was logged. Please try again later.');
    }

    /** Sends a complete small page. The texts are fixed sentences of this host. */
    public static function send(int $status, string $title, string $text): void
    {
        if (!headers_sent()) {
            http_response_code($status);
            header('Content-Type: text/html; charset=utf-8');
        }
        echo '<!DOCTYPE html><html lang="en"><head><meta charset="utf-8"><title>', $title, '</title></head>',
            '<body style="font-family:sans-serif;margin:3rem"><main><h1>', $title, '</h1>',
            '<p>', $text, '</p></main></body></html>';
    }

    /** Failed queries that nobody catches go to the activity log (contract, section 6.3). */
    private static function record(Throwable $error): void
    {
        try {
            ActivityLog::add('Uncaught ' . get_class($error) . ': ' . $error->getMessage());
        } catch (Throwable) {
            // The database itself may be the problem; the error log has the first failure.
        }
    }
}
