<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Hook\Hooks;
use Host\Log\ActivityLog;
use Host\Registrar\Registration;
use Host\Registrar\Transfer;
use Host\Registrar\TransferSecrets;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** Turns a cart into an order, an invoice and domains; pays it and sends it to the registrars. */
final class Checkout
{
    private int $orderId = 0;
    private int $invoiceId = 0;

    /** @var list<int> */
    private array $domainIds = [];

    /** @var list<DomainOrder> */
    private array $orders;

    public function __construct(private int $clientId, private Cart $cart, private PriceList $prices)
    {
        $this->orders = $cart->orders();
    }

    /** @return int the number of the order */
    public function place(): int
    {
        Hooks::run('PreShoppingCartCheckout', ['products' => [], 'domains' => $_SESSION['cart']['domains']]);
        Capsule::connection()->transaction(function (): void {
            $this->invoiceId = Invoices::create($this->clientId, $this->total());
            $this->orderId = (int) Capsule::table('tblorders')->insertGetId($this->orderRow());
            $this->domainIds = array_map(fn (DomainOrder $order): int => $this->addDomain($order), $this->orders);
        });
        ActivityLog::add("New order {$this->orderId} placed", $this->clientId);
        Hooks::run('AfterShoppingCartCheckout', $this->checkoutVars());
        return $this->orderId;
    }

    /** No transaction is open here: the registrar may take its time. */
    public function payAndSend(): void
    {
        Invoices::pay($this->invoiceId);
        Hooks::run('OrderPaid', [
            'orderId' => $this->orderId,
            'userId' => $this->clientId,
            'invoiceId' => $this->invoiceId,
        ]);
        $sent = array_map([self::class, 'send'], $this->domainIds);
        if (!in_array(false, $sent, true)) {
            Capsule::table('tblorders')->where('id', $this->orderId)->update(['status' => 'Active']);
        }
    }

    /** @return bool whether the registrar took it */
    public static function send(int $domainId): bool
    {
        $domain = Capsule::table('tbldomains')->where('id', $domainId)->first();
        if ($domain === null || $domain->registrar === '') {
            return false;
        }
        $transaction = $domain->type === 'Transfer' ? new Transfer($domain) : new Registration($domain);
        return $transaction->run()->isSuccess();
    }

    /** @return int the number of the domain */
    private function addDomain(DomainOrder $order): int
    {
        $id = (int) Capsule::table('tbldomains')->insertGetId($this->domainRow($order));
        $order->fields->save($id);
        $kind = $order->isTransfer() ? 'Transfer' : 'Registration';
        Invoices::addDomain(
            $this->invoiceId,
            (object) ['id' => $id, 'userid' => $this->clientId],
            $order->isTransfer() ? 'DomainTransfer' : 'DomainRegister',
            "Domain {$kind} - {$order->name()} - {$order->years()} Year/s",
            $this->prices->of($order)
        );
        return $id;
    }

    /** @return array<string, mixed> */
    private function orderRow(): array
    {
        return [
            'ordernum' => (string) random_int(1000000000, 9999999999),
            'userid' => $this->clientId,
            'date' => Carbon::now()->toDateTimeString(),
            'nameservers' => implode(',', array_filter($this->cart->nameservers())),
            'transfersecret' => TransferSecrets::packed($this->codes()),
            'amount' => $this->total(),
            'paymentmethod' => Invoices::PAYMENT_METHOD,
            'invoiceid' => $this->invoiceId,
            'status' => 'Pending',
            'ipaddress' => (string) ($_SERVER['REMOTE_ADDR'] ?? ''),
        ];
    }

    /** @return array<string, string> domain to EPP code, of the transfers */
    private function codes(): array
    {
        $transfers = array_filter($this->orders, static fn (DomainOrder $order): bool => $order->isTransfer());
        $names = array_map(static fn (DomainOrder $order): string => $order->name(), $transfers);
        $codes = array_map(static fn (DomainOrder $order): string => $order->eppCode(), $transfers);
        return array_combine($names, $codes);
    }

    /** @return array<string, mixed> */
    private function domainRow(DomainOrder $order): array
    {
        $extension = $order->domain->getDotTopLevel();
        return [
            'userid' => $this->clientId,
            'orderid' => $this->orderId,
            'type' => $order->isTransfer() ? 'Transfer' : 'Register',
            'registrationdate' => Carbon::now()->toDateString(),
            'domain' => $order->name(),
            'registrar' => $this->prices->registrar($extension),
            'registrationperiod' => $order->years(),
            'status' => 'Pending',
            'firstpaymentamount' => $this->prices->of($order),
            'recurringamount' => $this->prices->price('renew', $extension, $order->years()) ?? '0.00',
            'paymentmethod' => Invoices::PAYMENT_METHOD,
        ] + $order->addons();
    }

    /** @return array<string, mixed> */
    private function checkoutVars(): array
    {
        return [
            'OrderID' => $this->orderId,
            'OrderNumber' => (string) Capsule::table('tblorders')->where('id', $this->orderId)->value('ordernum'),
            'DomainIDs' => $this->domainIds,
            'ServiceIDs' => [],
            'AddonIDs' => [],
            'RenewalIDs' => [],
            'PaymentMethod' => Invoices::PAYMENT_METHOD,
            'InvoiceID' => $this->invoiceId,
            'TotalDue' => $this->total(),
        ];
    }

    private function total(): string
    {
        return $this->prices->total($this->orders);
    }
}
