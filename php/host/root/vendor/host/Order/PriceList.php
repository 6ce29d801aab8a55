<?php

declare(strict_types=1);

namespace Host\Order;

use WHMCS\Database\Capsule;

/** What registrations, transfers and renewals cost in one currency (contract, section 7.3). */
final class PriceList
{
    /** The money columns of tblpricing in the order of the years 1 to 10. */
    public const COLUMNS = [
        1 => 'msetupfee',
        2 => 'qsetupfee',
        3 => 'ssetupfee',
        4 => 'asetupfee',
        5 => 'bsetupfee',
        6 => 'monthly',
        7 => 'quarterly',
        8 => 'semiannually',
        9 => 'annually',
        10 => 'biennially',
    ];

    public function __construct(private int $currencyId)
    {
    }

    public function currencyCode(): string
    {
        return (string) Capsule::table('tblcurrencies')->where('id', $this->currencyId)->value('code');
    }

    /** @return array<string, string> extension with its dot, price of the first year */
    public function extensions(string $kind): array
    {
        $prices = [];
        foreach (Capsule::table('tbldomainpricing')->orderBy('order')->pluck('extension') as $extension) {
            $prices[$extension] = $this->price($kind, (string) $extension, 1) ?? '';
        }
        return array_filter($prices, static fn (string $price): bool => $price !== '');
    }

    /**
     * @param string $kind register, transfer or renew
     * @return string|null decimal text; null when this is not for sale
     */
    public function price(string $kind, string $extension, int $years): ?string
    {
        $price = $this->row("domain{$kind}", $extension)->{self::COLUMNS[$years] ?? ''} ?? null;
        return $price === null || (float) $price < 0 ? null : number_format((float) $price, 2, '.', '');
    }

    /** @return string decimal text; 0.00 for what is not for sale, which the checkout refuses */
    public function of(DomainOrder $order): string
    {
        return $this->price($order->type(), $order->domain->getDotTopLevel(), $order->years()) ?? '0.00';
    }

    /** @param list<DomainOrder> $orders */
    public function total(array $orders): string
    {
        $cents = array_map(fn (DomainOrder $order): int => (int) str_replace('.', '', $this->of($order)), $orders);
        return number_format(array_sum($cents) / 100, 2, '.', '');
    }

    /** Whether a transfer needs the code of the present registrar. */
    public function needsCode(string $extension): bool
    {
        return (bool) Capsule::table('tbldomainpricing')->where('extension', $extension)->value('eppcode');
    }

    /** @return string the module that registers names of this extension; empty when an administrator chooses */
    public function registrar(string $extension): string
    {
        return (string) Capsule::table('tbldomainpricing')->where('extension', $extension)->value('autoreg');
    }

    private function row(string $type, string $extension): ?object
    {
        return Capsule::table('tblpricing')
            ->where('type', $type)
            ->where('currency', $this->currencyId)
            ->where('relid', Capsule::table('tbldomainpricing')->where('extension', $extension)->value('id'))
            ->first();
    }
}
