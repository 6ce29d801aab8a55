<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use WHMCS\Database\Capsule;

/**
 * A domain as WHMCS has it.
 */
final class ShopDomain
{
    /** The invoice items that pay for a domain: a renewal, a registration, a transfer. */
    private const PAYS = ['Domain', 'DomainRegister', 'DomainTransfer'];

    /** Statuses of an invoice that asks for nothing any more. */
    private const SETTLED = ['Paid', 'Cancelled', 'Refunded'];

    private const DATES = ['expirydate', 'nextduedate', 'registrationdate'];

    /** Which status an order moves, by operation and the order's state. */
    private const FOLLOWS = [
        'register' => [
            'done' => ['Pending' => 'Active', 'Pending Registration' => 'Active'],
            'pending' => ['Pending' => 'Pending Registration', 'Active' => 'Pending Registration'],
            'void' => ['Pending Registration' => 'Pending'],
        ],
        'transfer' => [
            'done' => ['Pending' => 'Pending Transfer'], // TransferSync completes it, with what follows
            'pending' => ['Pending' => 'Pending Transfer'],
        ],
    ];

    /**
     * @param array{domain_id: int} $wanted
     * @return array<string, string>|null dates as `Y-m-d` or empty; `reference` is the newest paid invoice item, `cost_currency`
     *     the code of the currency of a premium name's cost; either may be empty
     */
    public static function load(array $wanted): ?array
    {
        $row = Capsule::table('tbldomains')->where('id', $wanted['domain_id'])
            ->first(['status', 'type', 'registrar', ...self::DATES]);
        if ($row === null) {
            return null;
        }
        $dates = array_map(self::date(...), array_intersect_key((array) $row, array_flip(self::DATES)));
        return $dates + array_map('strval', (array) $row) + [
            'reference' => self::reference($wanted['domain_id']),
            'cost_currency' => self::costCurrency($wanted['domain_id']),
        ];
    }

    /** WHMCS keeps the currency of a premium name's cost by its number. A table that is not there says nothing. */
    private static function costCurrency(int $domainId): string
    {
        if (!Capsule::schema()->hasTable('tbldomains_extra')) {
            return '';
        }
        $extra = Capsule::table('tbldomains_extra')->where('domain_id', $domainId)->where('name', 'registrarCurrency');
        return (string) Capsule::table('tblcurrencies')->where('id', (int) $extra->value('value'))->value('code');
    }

    /**
     * Keeps answers to additional fields in the form in which they go out, so that a repeated order says the same.
     *
     * @param array{domain_id: int, values: array<string, string>} $answers
     */
    public static function keepFields(array $answers): void
    {
        foreach ($answers['values'] as $name => $value) {
            $field = ['domainid' => $answers['domain_id'], 'name' => (string) $name];
            Capsule::table('tbldomainsadditionalfields')->updateOrInsert($field, ['value' => $value]);
        }
    }

    /**
     * Puts the status right that WHMCS shows for an order whose end it was not told, and its dates where the order is done.
     *
     * @param array{registrar: string, domain_id: int, operation: string, state: string, until?: ?string} $order
     */
    public static function follow(array $order): void
    {
        $domain = Capsule::table('tbldomains')->where('id', $order['domain_id'])->where('registrar', $order['registrar']);
        $status = self::FOLLOWS[$order['operation']][$order['state']][$domain->value('status') ?? ''] ?? null;
        if ($status === null) {
            return;
        }
        $date = substr((string) ($order['until'] ?? ''), 0, 10);
        $dates = $order['state'] === 'done' && $date !== '' ? ['expirydate' => $date, 'nextduedate' => $date] : [];
        $answer = localAPI('UpdateClientDomain', ['domainid' => $order['domain_id'], 'status' => $status] + $dates);
        if ($answer['result'] !== 'success') {
            throw new \RuntimeException('WHMCS did not take the status of a domain');
        }
        if ($order['state'] === 'done') {
            Journal::report($order['domain_id'], $order['operation']);
        }
    }

    /**
     * The invoices that still ask for a renewal of the domain.
     *
     * @param array{domain_id: int} $wanted
     * @return list<int>
     */
    public static function openRenewals(array $wanted): array
    {
        $numbers = Capsule::table('tblinvoiceitems')
            ->join('tblinvoices', 'tblinvoices.id', '=', 'tblinvoiceitems.invoiceid')
            ->where('tblinvoiceitems.relid', $wanted['domain_id'])->where('tblinvoiceitems.type', 'Domain')
            ->whereNotIn('tblinvoices.status', self::SETTLED)->orderBy('tblinvoices.id')
            ->distinct()->pluck('tblinvoices.id')->all();
        return array_map('intval', $numbers);
    }

    private static function reference(int $domainId): string
    {
        return (string) Capsule::table('tblinvoiceitems')
            ->join('tblinvoices', 'tblinvoices.id', '=', 'tblinvoiceitems.invoiceid')
            ->where('tblinvoiceitems.relid', $domainId)->whereIn('tblinvoiceitems.type', self::PAYS)
            ->where('tblinvoices.status', 'Paid')->max('tblinvoiceitems.id');
    }

    /** WHMCS writes 0000-00-00 where there is no date. */
    private static function date(?string $stored): string
    {
        $date = substr((string) $stored, 0, 10);
        return preg_match('/^\d{4}-\d\d-\d\d$/', $date) === 1 && !str_starts_with($date, '0000') ? $date : '';
    }
}
