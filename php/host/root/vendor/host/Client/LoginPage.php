<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Http\HttpSession;
use Host\Http\Page;
use Host\Http\Redirect;
use Host\Http\View;
use WHMCS\Database\Capsule;

/** Logs a customer in: since WHMCS 8.0 a user, who has access to a client. */
final class LoginPage extends Page
{
    private string $error = '';

    protected function authorise(): void
    {
        // Everybody may see a login form.
    }

    protected function post(): void
    {
        $user = Capsule::table('tblusers')->where('email', $this->request->text('username'))->first();
        if ($user === null || !password_verify($this->request->secret('password'), (string) $user->password)) {
            $this->error = 'Login details incorrect. Please try again.';
            return;
        }
        $clientId = (int) Capsule::table('tblusers_clients')->where('auth_user_id', $user->id)->value('client_id');
        HttpSession::logIn('uid', $clientId);
        Redirect::to(Redirect::ownPage($this->request->text('goto'), 'clientarea.php?action=domains'));
    }

    protected function get(): void
    {
        (new View())->show('client/login', $this->commonVars() + [
            'pagetitle' => 'Client login',
            'base' => '',
            'error' => $this->error,
            'username' => $this->request->text('username'),
            'goto' => $this->request->text('goto'),
        ]);
    }
}
