<?php

declare(strict_types=1);

use Ispbridge\Tests\Shop;

/** The client language; a key without text comes back as it is. */
// phpcs:ignore PSR1.Classes.ClassDeclaration.MissingNamespace -- WHMCS knows it without one
final class Lang
{
    public static function trans(string $key): string
    {
        return Shop::$wording[$key] ?? $key;
    }
}
