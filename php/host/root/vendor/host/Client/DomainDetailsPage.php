<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Facade\Lang;
use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Log\ActivityLog;
use Host\Registrar\Call;
use Host\Registrar\DomainInformation;
use Host\Registrar\Domains;
use Host\Registrar\Nameservers;

/** clientarea.php?action=domaindetails: one domain of the customer, with its name servers. */
final class DomainDetailsPage extends ClientPage
{
    protected function post(): void
    {
        $domain = $this->domain();
        if ($this->request->text('sub') !== 'savens' || $domain->status !== 'Active') {
            $this->refuse(400, 'Unknown action', 'This form does not exist.');
        }
        $this->saveNameservers($domain);
        Redirect::to("clientarea.php?action=domaindetails&id={$domain->id}");
    }

    protected function get(): void
    {
        $domain = $this->domain();
        $active = $domain->status === 'Active';
        $this->show('domaindetails', 'DomainDetails', (string) $domain->domain, $this->rowVars($domain) + [
            'canDomainBeManaged' => $active,
            'managementoptions' => ['nameservers' => $active && (new Call($domain))->supports('SaveNameservers')],
        ] + ($active ? $this->registrarVars($domain) : []));
    }

    /** The theme's forms send `id`, the examples of the docs `domainid`. */
    private function domain(): object
    {
        $id = $this->request->number('id') ?: $this->request->number('domainid');
        return Domains::ofClient($id, (int) $this->client->id)
            ?? $this->refuse(404, 'No such domain', 'You have no domain with this number.');
    }

    private function saveNameservers(object $domain): void
    {
        $hosts = $this->request->text('nschoice') === 'default' ? Nameservers::defaults() : $this->typedHosts();
        if ($hosts['ns1'] === '' || Nameservers::malformed($hosts) !== []) {
            Flash::error('Please enter at least one name server, each as a full host name.');
            return;
        }
        $result = Nameservers::save($domain, $hosts);
        if ($result->isSuccess()) {
            Flash::success('The name servers were saved.');
            return;
        }
        ActivityLog::add("Name servers of {$domain->domain} not saved: {$result->error}", (int) $domain->userid);
        Flash::error(Lang::trans('registrarsavefailed'));
    }

    /** @return array<string, string> */
    private function typedHosts(): array
    {
        return Nameservers::numbered(array_map([$this->request, 'text'], ['ns1', 'ns2', 'ns3', 'ns4', 'ns5']));
    }

    /** @return array<string, mixed> under the names of the official templates (contract, section 1.12) */
    private function rowVars(object $domain): array
    {
        return [
            'domainid' => (int) $domain->id,
            'domain' => (string) $domain->domain,
            'registrar' => (string) $domain->registrar,
            'status' => (string) $domain->status,
            'systemStatus' => (string) $domain->status,
            'registrationdate' => fromMySQLDate($domain->registrationdate, false, true),
            'registrationperiod' => (int) $domain->registrationperiod,
            'nextduedate' => fromMySQLDate($domain->nextduedate, false, true),
            'firstpaymentamount' => (string) $domain->firstpaymentamount,
            'recurringamount' => (string) $domain->recurringamount,
            'addonstatus' => ['idprotection' => (bool) $domain->idprotection],
        ];
    }

    /** @return array<string, mixed> */
    private function registrarVars(object $domain): array
    {
        $information = DomainInformation::read($domain);
        $nameservers = [];
        foreach (array_values($information->nameservers) as $index => $host) {
            $nameservers[$index + 1] = ['num' => $index + 1, 'value' => $host];
        }
        return [
            'nameservers' => $nameservers,
            'nameservererror' => $information->clientError,
            'lockstatus' => $information->lock,
            'expirydate' => fromMySQLDate($domain->expirydate, false, true),
            'domainInformation' => $information->details,
        ];
    }
}
