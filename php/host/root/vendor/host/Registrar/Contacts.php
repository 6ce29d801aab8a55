<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;

/** The registrant and the admin block of the contact parameters (contract, section 1.2). */
final class Contacts
{
    private const NAMES = ['firstname', 'lastname', 'companyname', 'email', 'address1', 'address2', 'city', 'postcode'];

    private const ADMIN_SETTINGS = [
        'firstname' => 'RegistrarAdminFirstName',
        'lastname' => 'RegistrarAdminLastName',
        'companyname' => 'RegistrarAdminCompanyName',
        'email' => 'RegistrarAdminEmailAddress',
        'address1' => 'RegistrarAdminAddress1',
        'address2' => 'RegistrarAdminAddress2',
        'city' => 'RegistrarAdminCity',
        'state' => 'RegistrarAdminStateProvince',
        'postcode' => 'RegistrarAdminPostalCode',
        'country' => 'RegistrarAdminCountry',
        'phonenumber' => 'RegistrarAdminPhone',
    ];

    /** @param array<string, mixed> $person columns of tblclients or tblcontacts */
    private function __construct(private array $person)
    {
    }

    /** An order placed with a separate contact makes that contact the registrant. */
    public static function ofDomain(object $domain): self
    {
        $contactId = (int) Capsule::table('tblorders')->where('id', $domain->orderid)->value('contactid');
        $contact = Capsule::table('tblcontacts')->where(['id' => $contactId, 'userid' => $domain->userid])->first();
        $client = Capsule::table('tblclients')->where('id', $domain->userid)->first();
        return new self((array) ($contact ?? $client));
    }

    /** @return array<string, string> */
    public function params(): array
    {
        return self::registrant($this->person) + self::admin($this->adminPerson());
    }

    /**
     * Applies the shop's own hook_transliterate to the contact parameters, where it exists.
     *
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function transliterated(array $params): array
    {
        if (!function_exists('hook_transliterate') || !isset($params['firstname'])) {
            return $params;
        }
        foreach (array_keys(self::registrant([]) + self::admin([])) as $key) {
            $params[$key] = hook_transliterate($params[$key]);
        }
        return $params;
    }

    /** @return array<string, mixed> the client, or the shop's own contact from the settings */
    private function adminPerson(): array
    {
        if (Setting::getValue('RegistrarAdminUseClientDetails') === 'on') {
            return $this->person;
        }
        return array_map([Setting::class, 'getValue'], self::ADMIN_SETTINGS);
    }

    /**
     * @param array<string, mixed> $person
     * @return array<string, string>
     */
    private static function registrant(array $person): array
    {
        $region = new Region(self::text($person, 'country'));
        $block = self::names($person) + self::place($person, $region);
        return $block + [
            'fullname' => trim($block['firstname'] . ' ' . $block['lastname']),
            'country' => $region->code,
            'countrycode' => $region->code,
            'countryname' => $region->name(),
            'phonecc' => $region->dialCode(),
        ];
    }

    /**
     * @param array<string, mixed> $person
     * @return array<string, string>
     */
    private static function admin(array $person): array
    {
        $region = new Region(self::text($person, 'country'));
        $block = self::names($person) + self::place($person, $region) + ['country' => $region->code];
        return array_combine(
            array_map(static fn (string $key): string => 'admin' . $key, array_keys($block)),
            $block
        );
    }

    /**
     * @param array<string, mixed> $person
     * @return array<string, string>
     */
    private static function names(array $person): array
    {
        $texts = array_map(static fn (string $key): string => self::text($person, $key), self::NAMES);
        return array_combine(self::NAMES, $texts);
    }

    /**
     * @param array<string, mixed> $person
     * @return array<string, string>
     */
    private static function place(array $person, Region $region): array
    {
        $phone = self::text($person, 'phonenumber');
        return [
            'state' => $region->stateCode(self::text($person, 'state')),
            'fullstate' => $region->stateName(self::text($person, 'state')),
            'phonenumber' => $phone,
            'fullphonenumber' => $region->fullPhoneNumber($phone),
        ];
    }

    /** @param array<string, mixed> $person */
    private static function text(array $person, string $key): string
    {
        return (string) ($person[$key] ?? '');
    }
}
