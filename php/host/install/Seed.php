<?php

declare(strict_types=1);

namespace Host\Install;

use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;

/** The data of a small shop: settings, two currencies, prices for three extensions, one admin, one customer. */
final class Seed
{
    private const SETTINGS = [
        'Charset' => 'utf-8',
        'CompanyName' => 'Example Hosting',
        'DefaultNameserver1' => 'ns1.example.net',
        'DefaultNameserver2' => 'ns2.example.net',
        'DomainSyncEnabled' => 'on',
        'DomainSyncNextDueDate' => '',
        'DomainSyncNextDueDateDays' => '0',
        'DomainSyncNotifyOnly' => '',
        'Language' => 'english',
        'ModuleDebugMode' => 'on',
        'PremiumDomains' => '',
        'RegistrarAdminAddress1' => '5 Harbour Street',
        'RegistrarAdminAddress2' => '',
        'RegistrarAdminCity' => 'London',
        'RegistrarAdminCompanyName' => 'Example Hosting Ltd',
        'RegistrarAdminCountry' => 'GB',
        'RegistrarAdminEmailAddress' => 'hostmaster@example.com',
        'RegistrarAdminFirstName' => 'Holly',
        'RegistrarAdminLastName' => 'Master',
        'RegistrarAdminPhone' => '020 7946 0000',
        'RegistrarAdminPostalCode' => 'E1 6AN',
        'RegistrarAdminStateProvince' => 'London',
        'RegistrarAdminUseClientDetails' => '',
        'SystemURL' => 'http://127.0.0.1:8080/',
        'Template' => 'standin',
        'Version' => '8.13.1-release.1',
    ];

    private const CURRENCIES = [
        ['code' => 'USD', 'prefix' => '$', 'suffix' => ' USD', 'format' => 1, 'rate' => '1.00000', 'default' => 1],
        ['code' => 'EUR', 'prefix' => '€', 'suffix' => ' EUR', 'format' => 1, 'rate' => '0.90000', 'default' => 0],
    ];

    /** Yearly price in USD. */
    private const EXTENSIONS = ['.com' => '12.00', '.net' => '14.00', '.org' => '13.00'];

    /** What goes with each extension; periods in days. */
    private const TERMS = [
        'dnsmanagement' => 1,
        'emailforwarding' => 1,
        'eppcode' => 1,
        'grace_period' => 30,
        'idprotection' => 1,
        'redemption_grace_period' => 30,
    ];

    private People $people;

    public function __construct(private Options $options)
    {
        $this->people = new People();
    }

    public function run(string $registrar): void
    {
        foreach (self::SETTINGS as $setting => $value) {
            Setting::getValue($setting) ?? Setting::setValue($setting, $value);
        }
        if ($this->options->get('system-url') !== null) {
            Setting::setValue('SystemURL', rtrim((string) $this->options->get('system-url'), '/') . '/');
        }
        if (!Capsule::table('tblcurrencies')->exists()) {
            Capsule::table('tblcurrencies')->insert(self::CURRENCIES);
            array_map([$this, 'addExtension'], array_keys(self::EXTENSIONS), range(1, count(self::EXTENSIONS)));
        }
        $this->chooseRegistrar($registrar);
        $this->people->ensureAdmin($this->options->get('admin-password'));
        $this->people->ensureClient($this->options->get('client-password'));
    }

    /** @return list<string> */
    public function credentials(): array
    {
        return $this->people->credentials();
    }

    private function addExtension(string $extension, int $order): void
    {
        $id = Capsule::table('tbldomainpricing')
            ->insertGetId(['extension' => $extension, 'order' => $order] + self::TERMS);
        foreach (Capsule::table('tblcurrencies')->get() as $currency) {
            foreach (['domainregister', 'domainrenew', 'domaintransfer'] as $type) {
                $prices = self::prices((float) self::EXTENSIONS[$extension] * (float) $currency->rate);
                Capsule::table('tblpricing')
                    ->insert(['type' => $type, 'currency' => $currency->id, 'relid' => $id] + $prices);
            }
        }
    }

    /** @return array<string, string> the money columns for one to ten years */
    private static function prices(float $yearly): array
    {
        $prices = [];
        foreach (\Host\Order\PriceList::COLUMNS as $years => $column) {
            $prices[$column] = number_format($yearly * $years, 2, '.', '');
        }
        return $prices;
    }

    /** Extensions without a registrar get one; a choice made before stays unless it is named anew. */
    private function chooseRegistrar(string $registrar): void
    {
        $extensions = Capsule::table('tbldomainpricing');
        if ($this->options->get('registrar') === null) {
            $extensions->where('autoreg', '');
        }
        $extensions->update(['autoreg' => $registrar]);
    }
}
