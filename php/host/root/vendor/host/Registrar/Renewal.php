<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Carbon;

/** Renews a domain for some years and moves its dates. */
final class Renewal extends Transaction
{
    protected const FUNCTION = 'RenewDomain';
    protected const NOUN = 'renewal';
    protected const SUCCESS_HOOK = 'AfterRegistrarRenewal';
    protected const FAILURE_HOOK = 'AfterRegistrarRenewalFailed';

    /** @param int $years 0: the period of the domain */
    public function __construct(object $domain, private int $years = 0)
    {
        parent::__construct($domain);
    }

    protected function inputs(): array
    {
        $stage = LateStage::of($this->domain);
        return [
            'regperiod' => $this->years(),
            'isInGracePeriod' => $stage === LateStage::Grace,
            'isInRedemptionGracePeriod' => $stage === LateStage::Redemption,
        ];
    }

    /** A date that is unknown stays unknown; without a due date the new expiry is the next one. */
    protected function columns(Result $result): array
    {
        $expiry = $this->moved((string) $this->domain->expirydate);
        $due = $this->moved((string) $this->domain->nextduedate) ?? $expiry;
        return array_filter([
            'status' => 'Active',
            'expirydate' => Quirks::isOn(Quirks::RENEWAL_MOVES_EXPIRY) ? $expiry : null,
            'nextduedate' => $due,
            'nextinvoicedate' => $due,
        ]);
    }

    private function years(): int
    {
        return $this->years ?: max(1, (int) $this->domain->registrationperiod);
    }

    private function moved(string $date): ?string
    {
        return Domains::isDate($date) ? Carbon::parse($date)->addYearsNoOverflow($this->years())->toDateString() : null;
    }
}
