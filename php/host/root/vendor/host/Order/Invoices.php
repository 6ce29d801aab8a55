<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Hook\Hooks;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** tblinvoices and their items; every invoice counts as paid in full once somebody says so. */
final class Invoices
{
    public const PAYMENT_METHOD = 'banktransfer';

    /** @return int number of a new invoice, unpaid and without items */
    public static function create(int $clientId, string $total): int
    {
        $today = Carbon::now()->toDateString();
        return (int) Capsule::table('tblinvoices')->insertGetId([
            'userid' => $clientId,
            'date' => $today,
            'duedate' => $today,
            'total' => $total,
            'status' => 'Unpaid',
            'paymentmethod' => self::PAYMENT_METHOD,
        ]);
    }

    /** @param string $type DomainRegister, DomainTransfer or Domain (contract, section 7.4) */
    public static function addDomain(int $id, object $domain, string $type, string $description, string $amount): void
    {
        Capsule::table('tblinvoiceitems')->insert([
            'invoiceid' => $id,
            'userid' => $domain->userid,
            'type' => $type,
            'relid' => $domain->id,
            'description' => $description,
            'amount' => $amount,
        ]);
    }

    /** @return bool whether this call paid it: two at the same moment are one payment */
    public static function pay(int $id): bool
    {
        $paid = ['status' => 'Paid', 'datepaid' => Carbon::now()->toDateTimeString()];
        if (Capsule::table('tblinvoices')->where(['id' => $id, 'status' => 'Unpaid'])->update($paid) === 0) {
            return false;
        }
        Hooks::run('InvoicePaid', ['invoiceid' => $id]);
        return true;
    }
}
