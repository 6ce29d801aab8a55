<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Http\OneTimeForm;
use Host\Order\PriceList;
use Host\Order\RenewalOrder;
use Host\Registrar\Call;
use Host\Registrar\DomainInformation;
use Host\Registrar\Domains;

/** clientarea.php?action=domaindetails: one domain of the customer. */
final class DomainDetailsPage extends ClientPage
{
    protected function post(): void
    {
        $forms = new DomainForms($this->domain(), $this->request, $this->prices());
        $forms->handle() || $this->refuse(400, 'Unknown action', 'This form does not exist.');
    }

    protected function get(): void
    {
        $domain = $this->domain();
        $active = $domain->status === 'Active';
        $call = new Call($domain);
        $this->show('domaindetails', 'DomainDetails', (string) $domain->domain, $this->rowVars($domain) + [
            'canDomainBeManaged' => $active,
            'managementoptions' => [
                'nameservers' => $active && $call->supports('SaveNameservers'),
                'locking' => $active && $call->supports('SaveRegistrarLock'),
            ],
            'eppcode' => $active && $call->supports('GetEPPCode'),
            'releasable' => $active && DomainForms::isReleasable($domain),
            'renewals' => RenewalOrder::isOpenFor($domain) ? (new RenewalOrder($domain, $this->prices()))->offers() : [],
            'currency' => $this->prices()->currencyCode(),
            'formid' => OneTimeForm::issue(),
        ] + ($active ? $this->registrarVars($domain) : []));
    }

    /** The theme's forms send `id`, the examples of the docs `domainid`. */
    private function domain(): object
    {
        $id = $this->request->number('id') ?: $this->request->number('domainid');
        return Domains::ofClient($id, (int) $this->client->id)
            ?? $this->refuse(404, 'No such domain', 'You have no domain with this number.');
    }

    private function prices(): PriceList
    {
        return new PriceList((int) $this->client->currency);
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
            'expirydate' => fromMySQLDate($domain->expirydate, false, true),
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
            'domainInformation' => $information->details,
        ];
    }
}
