<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Hook\Hooks;
use Host\Http\Page;
use Host\Http\Redirect;
use Host\Http\Request;
use Host\Http\View;
use WHMCS\User\Admin;

/** A page of the admin area: nobody sees it or posts to it without being logged in as an administrator. */
abstract class AdminPage extends Page
{
    protected Admin $admin;

    protected function authorise(): void
    {
        $admin = Admin::query()->where('disabled', 0)->find((int) ($_SESSION['adminid'] ?? 0));
        if ($admin === null) {
            Redirect::to('login.php?redirect=' . rawurlencode(Request::page()));
        }
        $this->admin = $admin;
    }

    /** @param array<string, mixed> $vars */
    protected function show(string $template, string $title, array $vars = []): void
    {
        $vars += ['pagetitle' => $title, 'template' => 'standin', 'pagetemplate' => $template, 'base' => '../'];
        $vars += ['adminid' => $this->admin->id, 'admin_username' => $this->admin->username] + $this->commonVars();
        foreach (Hooks::run('AdminAreaPage', $vars) as $more) {
            $vars = (array) $more + $vars;
        }
        foreach (['Head', 'Header', 'Footer'] as $place) {
            $vars[strtolower($place) . 'output'] = Hooks::output("AdminArea{$place}Output", $vars);
        }
        (new View())->show("admin/{$template}", $vars);
    }
}
