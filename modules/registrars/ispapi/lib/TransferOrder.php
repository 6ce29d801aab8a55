<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use stdClass;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;

/**
 * What WHMCS keeps of the order behind a transfer, and does not hand to TransferSync (contract 1.2, 1.8).
 */
final class TransferOrder
{
    /** Columns of tblclients and tblcontacts => keys of the parameters. */
    private const COLUMNS = [
        'firstname' => 'firstname', 'lastname' => 'lastname', 'companyname' => 'companyname', 'email' => 'email',
        'address1' => 'address1', 'address2' => 'address2', 'city' => 'city', 'state' => 'state', 'postcode' => 'postcode',
        'country' => 'country', 'phonenumber' => 'fullphonenumber',
    ];

    /** Those columns => the settings of the shop's own contact. */
    private const ADMIN_SETTINGS = [
        'firstname' => 'FirstName', 'lastname' => 'LastName', 'companyname' => 'CompanyName', 'email' => 'EmailAddress',
        'address1' => 'Address1', 'address2' => 'Address2', 'city' => 'City', 'state' => 'StateProvince',
        'postcode' => 'PostalCode', 'country' => 'Country', 'phonenumber' => 'Phone',
    ];

    /** @return array<string, string> empty where WHMCS has no such domain */
    public static function of(int $domainId): array
    {
        $domain = Capsule::table('tbldomains')->where('id', $domainId)->first(['userid', 'orderid', 'firstpaymentamount']);
        if ($domain === null) {
            return [];
        }
        $order = Capsule::table('tblorders')->where('id', $domain->orderid)->first(['contactid', 'nameservers']);
        return ['firstpaymentamount' => (string) $domain->firstpaymentamount]
            + self::nameservers((string) ($order->nameservers ?? ''))
            + self::contacts((int) $domain->userid, (int) ($order->contactid ?? 0));
    }

    /** @return array<string, string> ns1 to ns5 */
    private static function nameservers(string $list): array
    {
        $names = array_filter(array_map('trim', explode(',', $list)), static fn (string $name): bool => $name !== '');
        $keyed = [];
        foreach (array_slice(array_values($names), 0, 5) as $index => $name) {
            $keyed['ns' . ($index + 1)] = $name;
        }
        return $keyed;
    }

    /** @return array<string, string> the registrant, and the contact of the other roles */
    private static function contacts(int $clientId, int $contactId): array
    {
        $client = Capsule::table('tblclients')->where('id', $clientId)->first();
        $contact = $contactId === 0 ? null
            : Capsule::table('tblcontacts')->where(['id' => $contactId, 'userid' => $clientId])->first();
        $owner = self::columns($contact ?? $client);
        $admin = Setting::getValue('RegistrarAdminUseClientDetails') === 'on' ? $owner : self::shopContact();
        $block = ['countrycode' => $owner['country'] ?? ''];
        foreach (self::COLUMNS as $column => $key) {
            $block += [$key => $owner[$column] ?? '', "admin{$key}" => $admin[$column] ?? ''];
        }
        return $block;
    }

    /** @return array<string, string> */
    private static function columns(?stdClass $row): array
    {
        return array_map('strval', array_intersect_key((array) $row, self::COLUMNS));
    }

    /** @return array<string, string> */
    private static function shopContact(): array
    {
        return array_map(
            static fn (string $name): string => (string) Setting::getValue("RegistrarAdmin{$name}"),
            self::ADMIN_SETTINGS
        );
    }
}
