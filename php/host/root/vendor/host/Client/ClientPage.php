<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Hook\Hooks;
use Host\Http\Page;
use Host\Http\Redirect;
use Host\Http\Request;
use Host\Http\View;
use WHMCS\Authentication\CurrentUser;
use WHMCS\User\Client;

/** A page of the client area for customers who are logged in. */
abstract class ClientPage extends Page
{
    protected Client $client;

    protected function authorise(): void
    {
        $client = (new CurrentUser())->client();
        if ($client === null) {
            Redirect::to('login.php?goto=' . rawurlencode(Request::page()));
        }
        $this->client = $client;
    }

    /**
     * @param string $hook the page's part of ClientAreaPage<X>
     * @param array<string, mixed> $vars
     */
    protected function show(string $template, string $hook, string $title, array $vars = []): void
    {
        $vars += ['pagetitle' => $title, 'template' => 'standin', 'base' => '', 'loggedin' => true];
        $vars += ['clientsdetails' => ['userid' => $this->client->id] + $this->client->toArray()] + $this->commonVars();
        $more = array_merge(Hooks::run('ClientAreaPage', $vars), Hooks::run("ClientAreaPage{$hook}", $vars));
        foreach ($more as $changes) {
            $vars = (array) $changes + $vars;
        }
        foreach (['Head', 'Header', 'Footer'] as $place) {
            $vars[strtolower($place) . 'output'] = Hooks::output("ClientArea{$place}Output", $vars);
        }
        (new View())->show("client/{$template}", $vars);
    }
}
