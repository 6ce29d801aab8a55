<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Boot\Language;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;
use WHMCS\Domains\Domain;

/** Builds `$params` for the functions of a registrar module (contract, section 1.2). */
final class Params
{
    private const WITH_CONTACTS = ['RegisterDomain', 'TransferDomain'];

    private const COST = [
        'RegisterDomain' => 'registrarCostPrice',
        'RenewDomain' => 'registrarRenewalCostPrice',
        'TransferDomain' => 'registrarCostPrice',
    ];

    private Domain $name;

    /** @param object $row row of tbldomains */
    public function __construct(private object $row)
    {
        $this->name = new Domain((string) $row->domain);
    }

    /**
     * The common parameters, the settings and what this function has of its own.
     *
     * @param array<string, mixed> $extra
     * @return array<string, mixed>
     */
    public function forFunction(string $suffix, array $extra): array
    {
        $params = $extra + $this->ofName() + $this->ofRow() + $this->flags() + $this->premium($suffix);
        if (in_array($suffix, self::WITH_CONTACTS, true)) {
            $params += Contacts::ofDomain($this->row)->params();
        }
        $params += Settings::of((string) $this->row->registrar);
        return Contacts::transliterated($params) + ['original' => $params + ['domainObj' => $this->name]];
    }

    /** @return array<string, mixed> */
    private function ofName(): array
    {
        return [
            'domain' => $this->name->getDomain(),
            'domainname' => $this->name->getDomain(),
            'sld' => $this->name->getSecondLevel(),
            'tld' => $this->name->getTopLevel(),
            'domain_punycode' => $this->name->toPunycode(),
            'sld_punycode' => $this->name->getPunycodeSecondLevel(),
            'tld_punycode' => $this->name->getPunycodeTopLevel(),
            'is_idn' => $this->name->isIdn(),
        ];
    }

    /** @return array<string, mixed> */
    private function ofRow(): array
    {
        return [
            'userid' => (int) $this->row->userid,
            'domainid' => (int) $this->row->id,
            'registrar' => (string) $this->row->registrar,
            'regtype' => (string) $this->row->type,
            'type' => (string) $this->row->type,
            'regperiod' => (int) $this->row->registrationperiod,
            'status' => (string) $this->row->status,
        ];
    }

    /** @return array<string, mixed> */
    private function flags(): array
    {
        return [
            'idnlanguage' => $this->extra('idnLanguage'),
            'dnsmanagement' => (bool) $this->row->dnsmanagement,
            'emailforwarding' => (bool) $this->row->emailforwarding,
            'idprotection' => (bool) $this->row->idprotection,
            'additionalfields' => $this->additionalFields(),
            'language' => $this->clientLanguage(),
            'whmcsVersion' => (string) Setting::getValue('Version'),
        ];
    }

    /** @return array<string, mixed> the cost is empty for a standard name */
    private function premium(string $suffix): array
    {
        if (!isset(self::COST[$suffix])) {
            return [];
        }
        $cost = $this->row->is_premium ? $this->extra(self::COST[$suffix]) : '';
        return [
            'premiumEnabled' => Setting::getValue('PremiumDomains') === 'on',
            'premiumCost' => $cost === '' ? '' : (float) $cost,
        ];
    }

    /** @return array<string, string> field name to value */
    private function additionalFields(): array
    {
        return Capsule::table('tbldomainsadditionalfields')->where('domainid', $this->row->id)
            ->pluck('value', 'name')->all();
    }

    private function extra(string $name): string
    {
        return (string) Capsule::table('tbldomains_extra')
            ->where(['domain_id' => $this->row->id, 'name' => $name])->value('value');
    }

    private function clientLanguage(): string
    {
        $language = (string) Capsule::table('tblclients')->where('id', $this->row->userid)->value('language');
        return $language ?: Language::current();
    }
}
