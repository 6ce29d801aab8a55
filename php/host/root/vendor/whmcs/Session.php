<?php

declare(strict_types=1);

namespace WHMCS;

/** Access to the PHP session by name. */
class Session
{
    /** @return mixed the value, an empty string when it is missing */
    public static function get(string $key): mixed
    {
        return $_SESSION[$key] ?? '';
    }
}
