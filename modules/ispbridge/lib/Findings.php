<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;
use Illuminate\Database\Query\Builder;

/**
 * What differs between the shop and the registrar and was not put right by itself; a row for each kind and domain.
 */
final class Findings
{
    private const TABLE = 'mod_ispbridge_findings';

    /** States of WHMCS in which a domain is not over. */
    private const LIVING = ['Active', 'Grace', 'Redemption', 'Expired', 'Pending', 'Pending Registration', 'Pending Transfer'];

    /**
     * Makes these domains have of these kinds (none named: of all) exactly these findings. Only what differs is written; what was
     * found before keeps its age, and what a person confirmed stays confirmed while its value stays.
     *
     * @param array{scope: string, kinds: list<string>, domain_ids: list<int>,
     *     rows: list<array{domain_id: int, domain: string, kind: string, value: string, message: array}>} $found
     */
    public static function keep(array $found): void
    {
        Database::run(static function (Connection $database) use ($found): void {
            $known = self::known($database, $found);
            foreach ($found['rows'] as $row) {
                $place = "{$row['domain_id']} {$row['kind']}";
                isset($known[$place])
                    ? self::renew($database, $known[$place], $row)
                    : self::add($database, $found['scope'], $row);
                unset($known[$place]);
            }
            if ($known !== []) {
                $database->table(self::TABLE)->whereIn('id', array_column($known, 'id'))->delete();
            }
        });
    }

    /**
     * The findings of a domain.
     *
     * @param array{scope: string, domain_id: int} $wanted
     * @return list<array{kind: string, value: string, accepted: bool, age: int}>
     */
    public static function load(array $wanted): array
    {
        return Database::run(static fn (Connection $database): array => array_map(self::shape(...), self::aged($database)
            ->where('scope_hash', Cell::hash($wanted['scope']))->where('domain_id', $wanted['domain_id'])->get()->all()));
    }

    /**
     * Confirms findings of a domain.
     *
     * @param array{scope: string, domain_id: int, kinds: list<string>} $wanted
     */
    public static function accept(array $wanted): void
    {
        Database::run(static fn (Connection $database): int => $database->table(self::TABLE)
            ->where('scope_hash', Cell::hash($wanted['scope']))->where('domain_id', $wanted['domain_id'])
            ->whereIn('kind', $wanted['kinds'])->update(['accepted' => 1]));
    }

    /**
     * The findings of a domain of the shop, for its administrators, whatever account they are about.
     *
     * @return list<array{kind: string, value: string, accepted: bool, age: int, message: array}>
     */
    public static function ofShopDomain(int $domainId): array
    {
        $rows = Database::run(static fn (Connection $database): array => self::aged($database)
            ->where('domain_id', $domainId)->orderBy('kind')->get()->all());
        return array_map(static fn (\stdClass $row): array => self::shape($row) + ['message' => Cell::map($row->message)], $rows);
    }

    /** Removes the findings of domains that are over in WHMCS, or not there any more. */
    public static function forget(): void
    {
        Safely::run('forget findings', static fn (): int => Database::run(
            static fn (Connection $database): int => $database->table(self::TABLE)->whereNotExists(
                static fn (Builder $domains): Builder => $domains->from('tbldomains')
                    ->whereColumn('tbldomains.id', self::TABLE . '.domain_id')->whereIn('tbldomains.status', self::LIVING)
            )->delete()
        ), 0);
    }

    /** How many findings there are in all. */
    public static function count(): int
    {
        return Database::run(static fn (Connection $database): int => $database->table(self::TABLE)->count());
    }

    /**
     * @param array{scope: string, kinds: list<string>, domain_ids: list<int>} $found
     * @return array<string, \stdClass> domain and kind => row
     */
    private static function known(Connection $database, array $found): array
    {
        $rows = $database->table(self::TABLE)->where('scope_hash', Cell::hash($found['scope']))
            ->whereIn('domain_id', $found['domain_ids']);
        if ($found['kinds'] !== []) {
            $rows->whereIn('kind', $found['kinds']);
        }
        $known = [];
        foreach ($rows->get() as $row) {
            $known["{$row->domain_id} {$row->kind}"] = $row;
        }
        return $known;
    }

    /** @param array{value: string, message: array} $row */
    private static function renew(Connection $database, \stdClass $known, array $row): void
    {
        $new = ['value' => Cell::word($row['value'], 64), 'message' => Cell::json($row['message'], 65535)];
        if ($new === ['value' => $known->value, 'message' => $known->message]) {
            return;
        }
        $accepted = $new['value'] === $known->value ? (int) $known->accepted : 0;
        $database->table(self::TABLE)->where('id', $known->id)->update($new + ['accepted' => $accepted]);
    }

    /** @param array{domain_id: int, domain: string, kind: string, value: string, message: array} $row */
    private static function add(Connection $database, string $scope, array $row): void
    {
        Database::insert($database, self::TABLE, [
            'scope_hash' => Cell::hash($scope), 'domain_id' => $row['domain_id'], 'domain' => Cell::word($row['domain'], 255),
            'kind' => Cell::word($row['kind'], 16), 'value' => Cell::word($row['value'], 64),
            'message' => Cell::json($row['message'], 65535), 'accepted' => 0,
            'found_at' => $database->raw(Database::clock($database)),
        ]);
    }

    private static function aged(Connection $database): Builder
    {
        return $database->table(self::TABLE)->select('*')->selectRaw(Database::clock($database) . ' - found_at AS age');
    }

    /** @return array{kind: string, value: string, accepted: bool, age: int} */
    private static function shape(\stdClass $row): array
    {
        return ['kind' => $row->kind, 'value' => $row->value, 'accepted' => (bool) $row->accepted, 'age' => (int) $row->age];
    }
}
