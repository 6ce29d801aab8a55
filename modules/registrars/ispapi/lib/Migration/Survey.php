<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

use WHMCS\Database\Capsule;
use WHMCS\Domains\AdditionalFields;
use WHMCS\Module\Registrar\Ispapi\ConfigArray;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * Looks what a move from the registrar module that came with WHMCS to this one would change. It changes nothing.
 *
 * There is a move where this module has no login yet, or where both have the same account, and something still points to the
 * old one (facts, ispapi-registrar 2.3).
 */
final class Survey
{
    public const OLD = 'hexonet';
    public const NEW = 'ispapi';

    private readonly Stored $old;
    private readonly Stored $new;

    public function __construct()
    {
        $this->old = Stored::of(self::OLD);
        $this->new = Stored::of(self::NEW);
    }

    /** Everything that a move would change. */
    public function findings(): Findings
    {
        $found = $this->pointers();
        return $found->obstacle !== null ? $found : new Findings(
            null,
            $found->domains,
            $found->prices,
            $found->lookup,
            $found->lookupStays,
            $this->settings(),
            self::fields($found->domains)
        );
    }

    /** What points to the old module, without a look at settings and fields. */
    public function pointers(): Findings
    {
        $obstacle = $this->obstacle();
        if ($obstacle !== null) {
            return new Findings($obstacle);
        }
        $domains = self::pointing('tbldomains', 'registrar');
        $prices = self::pointing('tbldomainpricing', 'autoreg');
        [$lookup, $lookupStays] = self::lookup();
        $isNothing = $domains === [] && $prices === [] && $lookup === null;
        return new Findings($isNothing ? 'migration.nothing' : null, $domains, $prices, $lookup, $lookupStays);
    }

    private function obstacle(): ?string
    {
        return match (true) {
            $this->old->plain('Username') === '' => 'migration.no_source',
            $this->new->rows === [] => 'migration.not_active',
            $this->isEmpty(), $this->isSameAccount() => null,
            default => 'migration.other_account',
        };
    }

    private function isEmpty(): bool
    {
        return $this->new->plain('Username') === '';
    }

    private function isSameAccount(): bool
    {
        return $this->old->plain('Username') === $this->new->plain('Username')
            && $this->old->plain('Password') === $this->new->plain('Password')
            && $this->old->isTicked('TestMode') === $this->new->isTicked('TestMode');
    }

    /**
     * The rows that name the old module. Databases disagree on case and on blanks at the end, so what they hold is kept.
     *
     * @return array<string, list<int>> value => ids
     */
    private static function pointing(string $table, string $column): array
    {
        $ids = [];
        foreach (Capsule::table($table)->where($column, self::OLD)->orderBy('id')->pluck($column, 'id') as $id => $value) {
            $ids[(string) $value][] = (int) $id;
        }
        return $ids;
    }

    /** @return array{?string, bool} the value that changes, and whether it stays since this module answers no lookups */
    private static function lookup(): array
    {
        $value = Capsule::table('tblconfiguration')->where('setting', 'domainLookupRegistrar')->value('value');
        if ($value === null || strtolower(trim((string) $value)) !== self::OLD) {
            return [null, false];
        }
        return function_exists(self::NEW . '_CheckAvailability') ? [(string) $value, false] : [null, true];
    }

    /** @return list<Setting> */
    private function settings(): array
    {
        $known = array_keys((new ConfigArray(null))->rows([], ''));
        $settings = [];
        foreach (array_keys($this->old->rows) as $name) {
            if ($name !== '') {
                $settings[] = in_array($name, $known, true) ? $this->setting($name) : new Setting($name, 'unknown');
            }
        }
        return $settings;
    }

    /** Where this module has a login already, somebody has chosen its settings; only what is missing is filled in. */
    private function setting(string $name): Setting
    {
        $plain = $name === 'IRTP' ? Settings::irtp($this->old->plain($name)) : $this->old->plain($name);
        $row = $this->new->rows[$name] ?? null;
        $isChosen = $row !== null && !$this->isEmpty();
        if ($row !== null && $this->new->plain($name) === $plain) {
            return new Setting($name, 'same');
        }
        return $isChosen
            ? new Setting($name, 'kept')
            : new Setting($name, 'written', $row?->id === null ? null : (int) $row->id, $row?->value, Stored::encrypted($plain));
    }

    /**
     * Additional fields that are stored with these domains under names that the shop's definitions do not have: their values
     * would not reach this module.
     *
     * @param array<string, list<int>> $domains
     * @return array<string, list<string>> extension => names
     */
    private static function fields(array $domains): array
    {
        $stored = [];
        foreach (array_chunk(array_merge(...array_values($domains)), 1000) as $ids) {
            $rows = Capsule::table('tbldomainsadditionalfields')->whereIn('tbldomainsadditionalfields.domainid', $ids)
                ->join('tbldomains', 'tbldomains.id', '=', 'tbldomainsadditionalfields.domainid')
                ->get(['tbldomains.domain', 'tbldomainsadditionalfields.name']);
            foreach ($rows as $row) {
                $stored[explode('.', (string) $row->domain, 2)[1] ?? ''][(string) $row->name] = true;
            }
        }
        ksort($stored);
        $unknown = static fn (string $extension, array $names): array => self::undefined($extension, array_keys($names));
        return array_filter(array_combine(array_keys($stored), array_map($unknown, array_keys($stored), $stored)));
    }

    /**
     * @param list<string> $names
     * @return list<string>
     */
    private static function undefined(string $extension, array $names): array
    {
        $fields = new AdditionalFields();
        $fields->setTLD($extension);
        return array_values(array_diff($names, array_column($fields->getFields(), 'Name')));
    }
}
