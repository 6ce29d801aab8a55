<?php

declare(strict_types=1);

namespace WHMCS\Authentication;

use WHMCS\User\Admin;
use WHMCS\User\Client;

/** Who is logged in (contract, section 6.3): an administrator, or a customer with one account. */
class CurrentUser
{
    public function isAuthenticatedAdmin(): bool
    {
        return $this->admin() !== null;
    }

    public function admin(): ?Admin
    {
        return Admin::query()->where('disabled', 0)->find((int) ($_SESSION['adminid'] ?? 0));
    }

    public function client(): ?Client
    {
        return Client::query()->where('status', 'Active')->find((int) ($_SESSION['uid'] ?? 0));
    }
}
