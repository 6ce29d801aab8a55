<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Http\HttpSession;
use Host\Http\Redirect;

/** Logs the customer out; a form, so that no foreign page can do it. */
final class LogoutPage extends ClientPage
{
    protected function post(): void
    {
        HttpSession::logOut('uid');
        Redirect::to('login.php');
    }

    protected function get(): void
    {
        Redirect::to('clientarea.php?action=domains');
    }
}
