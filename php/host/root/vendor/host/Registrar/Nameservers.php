<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Http\Request;
use WHMCS\Config\Setting;

/** Name servers as WHMCS passes them: the keys `ns1` to `ns5`, empty texts included. */
final class Nameservers
{
    private const COUNT = 5;

    /**
     * @param array<mixed> $hosts a list, or a map with `ns1`...
     * @return array<string, string>
     */
    public static function numbered(array $hosts): array
    {
        $numbered = [];
        foreach (range(1, self::COUNT) as $number) {
            $host = $hosts["ns{$number}"] ?? $hosts[$number - 1] ?? '';
            $numbered["ns{$number}"] = is_string($host) ? trim($host) : '';
        }
        return $numbered;
    }

    /** @return array<string, string> as typed into a form */
    public static function typed(Request $request): array
    {
        return self::numbered(array_map([$request, 'text'], ['ns1', 'ns2', 'ns3', 'ns4', 'ns5']));
    }

    /** @return array<string, string> the shop's own, for domains ordered without name servers */
    public static function defaults(): array
    {
        $keys = range(1, self::COUNT);
        return self::numbered(array_map(
            static fn (int $number): string => (string) Setting::getValue("DefaultNameserver{$number}"),
            $keys
        ));
    }

    /** @param array<string, string> $hosts */
    public static function save(object $domain, array $hosts): Result
    {
        return (new Call($domain))->run('SaveNameservers', self::numbered($hosts));
    }

    /**
     * @param array<string, string> $hosts
     * @return list<string> those that are no full host names; empty ones are left out
     */
    public static function malformed(array $hosts): array
    {
        return array_values(array_filter(
            $hosts,
            static fn (string $host): bool => $host !== '' && !self::isHostName($host)
        ));
    }

    private static function isHostName(string $host): bool
    {
        $ascii = idn_to_ascii($host, IDNA_NONTRANSITIONAL_TO_ASCII, INTL_IDNA_VARIANT_UTS46);
        return $ascii !== false && str_contains($ascii, '.')
            && filter_var($ascii, FILTER_VALIDATE_DOMAIN, FILTER_FLAG_HOSTNAME) !== false;
    }
}
