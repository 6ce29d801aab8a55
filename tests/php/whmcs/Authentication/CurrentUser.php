<?php

declare(strict_types=1);

namespace WHMCS\Authentication;

use Ispbridge\Tests\Shop;

final class CurrentUser
{
    /** The administrator who is logged in, null for none. */
    public function admin(): ?object
    {
        return Shop::$admin === null ? null : (object) ['id' => Shop::$admin];
    }

    /** The client who is logged in, null for none. */
    public function client(): ?object
    {
        return Shop::$client === null ? null : (object) ['id' => Shop::$client];
    }
}
