<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Hook\Hooks;
use Host\Http\HttpSession;
use Host\Http\Redirect;

/** Logs the administrator out; a form, so that no foreign page can do it. */
final class LogoutPage extends AdminPage
{
    protected function post(): void
    {
        Hooks::run('AdminLogout', ['adminid' => (int) $this->admin->id]);
        HttpSession::logOut('adminid');
        Redirect::to('login.php');
    }

    protected function get(): void
    {
        Redirect::to('index.php');
    }
}
