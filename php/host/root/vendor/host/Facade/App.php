<?php

declare(strict_types=1);

namespace Host\Facade;

/** The global `App`: request values (contract, section 6.2). */
final class App
{
    /** @return mixed the value, an empty string when it is missing */
    public static function getFromRequest(string $key): mixed
    {
        return $_REQUEST[$key] ?? '';
    }

    public static function isInRequest(string $key): bool
    {
        return isset($_REQUEST[$key]);
    }
}
