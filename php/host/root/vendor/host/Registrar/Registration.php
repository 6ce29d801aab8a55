<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Hook\Hooks;
use WHMCS\Carbon;

/** Registers a domain through its registrar module and records what came of it. */
final class Registration extends Transaction
{
    protected const FUNCTION = 'RegisterDomain';
    protected const NOUN = 'registration';
    protected const SUCCESS_HOOK = 'AfterRegistrarRegistration';
    protected const FAILURE_HOOK = 'AfterRegistrarRegistrationFailed';

    protected function announce(): void
    {
        Hooks::run('PreDomainRegister', ['domain' => $this->domain->domain]);
    }

    protected function inputs(): array
    {
        return $this->nameservers();
    }

    protected function columns(Result $result): array
    {
        if (Quirks::isOn(Quirks::PENDING_KEY) && !empty($result->fields()['pending'])) {
            return ['status' => 'Pending Registration'];
        }
        $today = Carbon::today();
        $expiry = $today->copy()->addYearsNoOverflow((int) $this->domain->registrationperiod)->toDateString();
        return [
            'status' => 'Active',
            'registrationdate' => $today->toDateString(),
            'expirydate' => $expiry,
            'nextduedate' => $expiry,
            'nextinvoicedate' => $expiry,
        ];
    }
}
