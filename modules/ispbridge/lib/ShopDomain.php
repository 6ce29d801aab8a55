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

    private const DATES = ['expirydate', 'nextduedate', 'registrationdate'];

    /**
     * @param array{domain_id: int} $wanted
     * @return array<string, string>|null dates as `Y-m-d` or empty; `reference` is the newest paid invoice item, or empty
     */
    public static function load(array $wanted): ?array
    {
        $row = Capsule::table('tbldomains')->where('id', $wanted['domain_id'])
            ->first(['status', 'type', 'registrar', ...self::DATES]);
        if ($row === null) {
            return null;
        }
        $dates = array_map(self::date(...), array_intersect_key((array) $row, array_flip(self::DATES)));
        return $dates + array_map('strval', (array) $row) + ['reference' => self::reference($wanted['domain_id'])];
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
