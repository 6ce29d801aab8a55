<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Fields;

use WHMCS\Module\Registrar\Ispapi\Hooks\Guarded;

/**
 * The definitions of additional fields that WHMCS gets: by the file that the shop includes, and by the function
 * AdditionalDomainFields. Both give the same fields under the same names, and what the shop defined itself wins in both.
 */
final class Catalogue
{
    /** @var array<string, list<array<string, mixed>>>|null extension => our fields; null until asked for in this request */
    private static ?array $ours = null;

    /** @var array<string, array<mixed>> extension => what the shop's own file had before it included ours */
    private static array $shops = [];

    /**
     * WHMCS' table of fields with ours in it. WHMCS may include the file many times in a request, so the engine is asked once.
     *
     * @param mixed $known what was there
     * @return array<string, array<mixed>> extension => fields
     */
    public static function filled(mixed $known): array
    {
        $known = is_array($known) ? $known : [];
        self::$ours ??= Guarded::run('additionalfields', self::fields(...), []);
        foreach (self::$ours as $tld => $fields) {
            self::$shops[$tld] ??= is_array($known[$tld] ?? null) ? $known[$tld] : [];
            $known[$tld] = self::merged(self::$shops[$tld], $fields);
        }
        return $known;
    }

    /**
     * The fields of the function AdditionalDomainFields, by the same rule.
     *
     * @param list<array<string, mixed>> $fields
     * @return list<array<string, mixed>>
     */
    public static function settled(string $tld, array $fields): array
    {
        return self::merged(self::$shops['.' . ltrim($tld, '.')] ?? [], $fields);
    }

    /** Forgets what this request was told; for tests. */
    public static function forget(): void
    {
        [self::$ours, self::$shops] = [null, []];
    }

    /** @return array<string, list<array<string, mixed>>> */
    private static function fields(): array
    {
        $tlds = (new Sold())->tlds();
        if ($tlds === []) {
            return [];
        }
        $asked = ['tlds' => $tlds, 'type' => 'any', 'customer' => Customer::ofVisitor($tlds)];
        return array_filter(Engine::ask('AdditionalDomainFields', $asked)['fields'] ?? []);
    }

    /**
     * The shop's entries first; one with the name of ours takes from ours what it does not say.
     *
     * @param array<mixed> $shops
     * @param list<array<string, mixed>> $ours
     * @return list<array<string, mixed>>
     */
    private static function merged(array $shops, array $ours): array
    {
        $ours = array_column($ours, null, 'Name');
        $merged = [];
        foreach (array_filter($shops, 'is_array') as $entry) {
            $name = is_string($entry['Name'] ?? null) ? $entry['Name'] : '';
            $merged[] = $entry + ($ours[$name] ?? []);
            unset($ours[$name]);
        }
        return [...$merged, ...array_values($ours)];
    }
}
