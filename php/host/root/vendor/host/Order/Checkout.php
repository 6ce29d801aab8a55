<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Hook\Hooks;
use Host\Log\ActivityLog;
use Host\Registrar\Domains;
use Host\Registrar\Registration;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** Turns an order form into an order, an invoice and a domain; pays it and sends it to the registrar. */
final class Checkout
{
    private const PAYMENT_METHOD = 'banktransfer';

    private int $orderId = 0;
    private int $domainId = 0;
    private int $invoiceId = 0;

    public function __construct(private int $clientId, private DomainOrder $order, private PriceList $prices)
    {
    }

    /** @return int the number of the order */
    public function place(): int
    {
        Capsule::connection()->transaction(function (): void {
            $this->invoiceId = (int) Capsule::table('tblinvoices')->insertGetId($this->invoiceRow());
            $this->orderId = (int) Capsule::table('tblorders')->insertGetId($this->orderRow());
            $this->domainId = (int) Capsule::table('tbldomains')->insertGetId($this->domainRow());
            Capsule::table('tblinvoiceitems')->insert($this->itemRow());
        });
        ActivityLog::add("New order {$this->orderId} placed", $this->clientId);
        Hooks::run('AfterShoppingCartCheckout', $this->checkoutVars());
        return $this->orderId;
    }

    /** No transaction is open here: the registrar may take its time. */
    public function payAndRegister(): void
    {
        Capsule::table('tblinvoices')->where('id', $this->invoiceId)
            ->update(['status' => 'Paid', 'datepaid' => Carbon::now()->toDateTimeString()]);
        Hooks::run('InvoicePaid', ['invoiceid' => $this->invoiceId]);
        Hooks::run('OrderPaid', [
            'orderId' => $this->orderId,
            'userId' => $this->clientId,
            'invoiceId' => $this->invoiceId,
        ]);
        $domain = Domains::find($this->domainId);
        if ($domain !== null && $domain->registrar !== '' && (new Registration($domain))->run()->isSuccess()) {
            Capsule::table('tblorders')->where('id', $this->orderId)->update(['status' => 'Active']);
        }
    }

    /** @return array<string, mixed> */
    private function invoiceRow(): array
    {
        return [
            'userid' => $this->clientId,
            'date' => Carbon::now()->toDateString(),
            'duedate' => Carbon::now()->toDateString(),
            'total' => $this->amount(),
            'status' => 'Unpaid',
            'paymentmethod' => self::PAYMENT_METHOD,
        ];
    }

    /** @return array<string, mixed> */
    private function orderRow(): array
    {
        return [
            'ordernum' => (string) random_int(1000000000, 9999999999),
            'userid' => $this->clientId,
            'date' => Carbon::now()->toDateTimeString(),
            'nameservers' => implode(',', array_filter($this->order->nameservers)),
            'amount' => $this->amount(),
            'paymentmethod' => self::PAYMENT_METHOD,
            'invoiceid' => $this->invoiceId,
            'status' => 'Pending',
            'ipaddress' => (string) ($_SERVER['REMOTE_ADDR'] ?? ''),
        ];
    }

    /** @return array<string, mixed> */
    private function domainRow(): array
    {
        $extension = $this->order->domain->getDotTopLevel();
        return [
            'userid' => $this->clientId,
            'orderid' => $this->orderId,
            'type' => 'Register',
            'registrationdate' => Carbon::now()->toDateString(),
            'domain' => $this->order->domain->getDomain(),
            'registrar' => $this->prices->registrar($extension),
            'registrationperiod' => $this->order->years,
            'status' => 'Pending',
        ] + $this->moneyColumns($extension) + $this->addonColumns();
    }

    /** @return array<string, mixed> */
    private function moneyColumns(string $extension): array
    {
        return [
            'firstpaymentamount' => $this->amount(),
            'recurringamount' => $this->prices->renewal($extension, $this->order->years),
            'paymentmethod' => self::PAYMENT_METHOD,
        ];
    }

    /** @return array<string, int> */
    private function addonColumns(): array
    {
        return [
            'idprotection' => (int) $this->order->idProtection,
            'dnsmanagement' => (int) $this->order->dnsManagement,
            'emailforwarding' => (int) $this->order->emailForwarding,
        ];
    }

    /** @return array<string, mixed> */
    private function itemRow(): array
    {
        return [
            'invoiceid' => $this->invoiceId,
            'userid' => $this->clientId,
            'type' => 'DomainRegister',
            'relid' => $this->domainId,
            'description' => "Domain Registration - {$this->order->domain->getDomain()} - {$this->order->years} Year/s",
            'amount' => $this->amount(),
        ];
    }

    /** @return array<string, mixed> */
    private function checkoutVars(): array
    {
        return [
            'OrderID' => $this->orderId,
            'DomainIDs' => [$this->domainId],
            'ServiceIDs' => [],
            'AddonIDs' => [],
            'RenewalIDs' => [],
            'PaymentMethod' => self::PAYMENT_METHOD,
            'InvoiceID' => $this->invoiceId,
            'TotalDue' => $this->amount(),
        ];
    }

    private function amount(): string
    {
        return (string) $this->prices->registration($this->order->domain->getDotTopLevel(), $this->order->years);
    }
}
