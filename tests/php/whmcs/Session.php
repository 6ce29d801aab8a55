<?php

declare(strict_types=1);

namespace WHMCS;

use Ispbridge\Tests\Shop;

final class Session
{
    public static function get(string $key): mixed
    {
        return Shop::$session[$key] ?? '';
    }
}
