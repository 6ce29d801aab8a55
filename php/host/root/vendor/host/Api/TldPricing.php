<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Order\PriceList;
use WHMCS\Database\Capsule;

/** GetTLDPricing: what the shop takes for domains, by extension without its dot. */
final class TldPricing
{
    private const KINDS = ['register', 'transfer', 'renew'];

    /**
     * @param array<string, mixed> $values `clientid` wins over `currencyid`
     * @return array<string, mixed>
     */
    public static function get(array $values): array
    {
        $currencyId = (int) (Capsule::table('tblclients')->where('id', $values['clientid'] ?? 0)->value('currency')
            ?? $values['currencyid'] ?? Capsule::table('tblcurrencies')->where('default', 1)->value('id'));
        $currency = Capsule::table('tblcurrencies')->where('id', $currencyId)->first();
        $currency !== null || throw new ApiError('Invalid Currency ID');
        $prices = new PriceList($currencyId);
        $pricing = [];
        foreach (Capsule::table('tbldomainpricing')->orderBy('order')->get() as $row) {
            $pricing[ltrim($row->extension, '.')] = self::ofExtension($row, $prices);
        }
        return ['currency' => (array) $currency, 'pricing' => array_filter($pricing)];
    }

    /** @return array<string, mixed> empty when nothing is for sale */
    private static function ofExtension(object $row, PriceList $prices): array
    {
        $years = array_keys(PriceList::COLUMNS);
        $sold = [];
        foreach (self::KINDS as $kind) {
            $ofYears = array_map(static fn (int $year): ?string => $prices->price($kind, $row->extension, $year), $years);
            $sold[$kind] = array_filter(array_combine($years, $ofYears), static fn (?string $price): bool => $price !== null);
        }
        return array_filter($sold) === [] ? [] : $sold + ['group' => $row->group, 'addons' => [
            'dns' => (bool) $row->dnsmanagement,
            'email' => (bool) $row->emailforwarding,
            'idprotect' => (bool) $row->idprotection,
        ]];
    }
}
