<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Log\ActivityLog;
use Host\Registrar\Domains;
use Host\Registrar\Renewal;
use Host\Registrar\Result;
use WHMCS\Database\Capsule;
use WHMCS\Domains\Domain;

/** The renewal of one domain from its page: an invoice, its payment, then the registrar. */
final class RenewalOrder
{
    private const RENEWABLE = ['Active', 'Expired', 'Grace', 'Redemption'];

    /** @param object $domain row of tbldomains */
    public function __construct(private object $domain, private PriceList $prices)
    {
    }

    public static function isOpenFor(object $domain): bool
    {
        return $domain->registrar !== '' && in_array($domain->status, self::RENEWABLE, true);
    }

    /** @return array<int, string> years to price, of the periods that are for sale */
    public function offers(): array
    {
        $extension = (new Domain((string) $this->domain->domain))->getDotTopLevel();
        $years = array_keys(PriceList::COLUMNS);
        $prices = array_map(fn (int $year): ?string => $this->prices->price('renew', $extension, $year), $years);
        return array_filter(array_combine($years, $prices), static fn (?string $price): bool => $price !== null);
    }

    /**
     * The period that was bought last is the domain's own from now on, so that a repeated attempt is for the same.
     *
     * @return int the number of the invoice
     */
    public function place(int $years): int
    {
        $price = $this->offers()[$years];
        return Capsule::connection()->transaction(function () use ($years, $price): int {
            $invoiceId = Invoices::create((int) $this->domain->userid, $price);
            $text = "Domain Renewal - {$this->domain->domain} - {$years} Year/s";
            Invoices::addDomain($invoiceId, $this->domain, 'Domain', $text, $price);
            $columns = ['registrationperiod' => $years, 'recurringamount' => $price];
            Domains::update((int) $this->domain->id, $columns);
            return $invoiceId;
        });
    }

    /** @return Result|null null when the invoice was paid before: nothing is bought twice */
    public function payAndSend(int $invoiceId, int $years): ?Result
    {
        if (!Invoices::pay($invoiceId)) {
            return null;
        }
        ActivityLog::add("Invoice {$invoiceId} paid: renewal of {$this->domain->domain}", (int) $this->domain->userid);
        return (new Renewal($this->domain, $years))->run();
    }
}
