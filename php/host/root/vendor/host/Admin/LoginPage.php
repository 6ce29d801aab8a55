<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Hook\Hooks;
use Host\Http\HttpSession;
use Host\Http\Page;
use Host\Http\Redirect;
use Host\Http\View;
use Host\Log\ActivityLog;
use WHMCS\User\Admin;

/** Logs an administrator in. */
final class LoginPage extends Page
{
    private string $error = '';

    protected function authorise(): void
    {
        // Everybody may see a login form.
    }

    protected function post(): void
    {
        $admin = Admin::query()->where(['username' => $this->request->text('username'), 'disabled' => 0])->first();
        if ($admin === null || !password_verify($this->request->secret('password'), (string) $admin->password)) {
            ActivityLog::add('Failed admin login: ' . $this->request->text('username'));
            $this->error = 'Login details incorrect. Please try again.';
            return;
        }
        HttpSession::logIn('adminid', (int) $admin->id);
        Hooks::run('AdminLogin', ['adminid' => (int) $admin->id, 'username' => $admin->username]);
        Redirect::to(Redirect::ownPage($this->request->text('redirect'), 'index.php'));
    }

    protected function get(): void
    {
        (new View())->show('admin/login', $this->commonVars() + [
            'pagetitle' => 'Administrator login',
            'base' => '../',
            'error' => $this->error,
            'username' => $this->request->text('username'),
            'redirect' => $this->request->text('redirect'),
        ]);
    }
}
