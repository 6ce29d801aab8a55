<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Hook\Hooks;
use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Registrar\DomainInformation;
use Host\Registrar\Domains;
use Host\Registrar\ModuleQueue;
use Host\Registrar\Nameservers;
use Host\Registrar\Registration;
use Host\Registrar\Result;
use Host\Registrar\Settings;
use WHMCS\Database\Capsule;
use WHMCS\User\Client;

/** clientsdomains.php: one domain with what the registrar says about it; without an id, all domains. */
final class DomainPage extends AdminPage
{
    protected function post(): void
    {
        $domain = $this->domain();
        match ($this->request->text('action')) {
            'register' => $this->register($domain),
            'savens' => $this->saveNameservers($domain),
            default => $this->refuse(400, 'Unknown action', 'This form does not exist.'),
        };
    }

    protected function get(): void
    {
        $this->request->text('id') === '' ? $this->showList() : $this->showDomain($this->domain());
    }

    private function domain(): object
    {
        return Domains::find($this->request->number('id'))
            ?? $this->refuse(404, 'No such domain', 'There is no domain with this number.');
    }

    private function register(object $domain): void
    {
        $registrar = $this->request->text('registrar');
        if (!in_array($registrar, Settings::activeModules(), true)) {
            Flash::error('Choose an active registrar module first.');
            $this->back($domain);
        }
        $domain->registrar = $registrar;
        Domains::update((int) $domain->id, ['registrar' => $registrar]);
        $this->report($domain, (new Registration($domain))->run(), 'The domain is registered.');
    }

    private function saveNameservers(object $domain): void
    {
        $hosts = Nameservers::numbered(array_map([$this->request, 'text'], ['ns1', 'ns2', 'ns3', 'ns4', 'ns5']));
        $this->report($domain, Nameservers::save($domain, $hosts), 'The name servers were saved.');
    }

    private function report(object $domain, Result $result, string $success): never
    {
        $result->isSuccess() ? Flash::success($success) : Flash::error('Registrar error: ' . $result->error);
        $this->back($domain);
    }

    private function back(object $domain): never
    {
        Redirect::to("clientsdomains.php?userid={$domain->userid}&id={$domain->id}");
    }

    private function showDomain(object $domain): void
    {
        $this->show('domain', (string) $domain->domain, [
            'domain' => $domain,
            'client' => Client::query()->find($domain->userid),
            'registrars' => Settings::activeModules(),
            'queue' => ModuleQueue::ofDomain((int) $domain->id),
            'information' => Domains::isAtRegistrar($domain) ? DomainInformation::read($domain) : null,
            'tabFields' => array_merge(...Hooks::run('AdminClientDomainsTabFields', ['id' => (int) $domain->id])),
        ]);
    }

    private function showList(): void
    {
        $domains = Capsule::table('tbldomains')->orderByDesc('id');
        if ($this->request->number('userid') > 0) {
            $domains->where('userid', $this->request->number('userid'));
        }
        $this->show('domains', 'Domains', ['domains' => $domains->get()->all()]);
    }
}
