<?php

declare(strict_types=1);

namespace WHMCS\Authentication;

use WHMCS\User\Admin;

/** Who is logged in (contract, section 6.3): the members that concern administrators. */
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
}
