<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Hook\Hooks;
use Host\Log\ActivityLog;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** Registers a domain through its registrar module and records what came of it. */
final class Registration
{
    private const FUNCTION = 'RegisterDomain';

    /** @param object $domain row of tbldomains */
    public function __construct(private object $domain)
    {
    }

    public function run(): Result
    {
        Hooks::run('PreDomainRegister', ['domain' => $this->domain->domain]);
        $result = (new Call($this->domain))->run(self::FUNCTION, $this->nameservers());
        $result->isSuccess() ? $this->succeeded($result) : $this->failed($result);
        return $result;
    }

    /** @return array<string, string> those of the order, else the shop's own */
    private function nameservers(): array
    {
        $ordered = (string) Capsule::table('tblorders')->where('id', $this->domain->orderid)->value('nameservers');
        return $ordered === '' ? Nameservers::defaults() : Nameservers::numbered(explode(',', $ordered));
    }

    private function succeeded(Result $result): void
    {
        $today = Carbon::today();
        $expiry = $today->copy()->addYearsNoOverflow((int) $this->domain->registrationperiod)->toDateString();
        Domains::update((int) $this->domain->id, [
            'status' => 'Active',
            'registrationdate' => $today->toDateString(),
            'expirydate' => $expiry,
            'nextduedate' => $expiry,
            'nextinvoicedate' => $expiry,
        ]);
        ModuleQueue::completed((int) $this->domain->id, self::FUNCTION);
        ActivityLog::add("Domain registered: {$this->domain->domain}", (int) $this->domain->userid);
        Hooks::run('AfterRegistrarRegistration', ['params' => $result->params]);
    }

    private function failed(Result $result): void
    {
        ModuleQueue::failed($this->domain, self::FUNCTION, $result->error);
        ActivityLog::add(
            "Domain registration failed: {$this->domain->domain}: {$result->error}",
            (int) $this->domain->userid
        );
        Hooks::run('AfterRegistrarRegistrationFailed', ['params' => $result->params, 'error' => $result->error]);
    }
}
