<?php

declare(strict_types=1);

namespace WHMCS\Config;

use Ispbridge\Tests\Shop;

final class Setting
{
    public static function getValue(string $key): ?string
    {
        return Shop::$settings[$key] ?? null;
    }
}
