<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;

/**
 * What the registrar said of each domain when it was last seen.
 *
 * `seen_at` is the time before the registrar was asked, `touched_at` that of our own last change: only what was seen after it
 * still holds.
 */
final class Snapshots
{
    private const TABLE = 'mod_ispbridge_snapshot';

    /** Rows of one statement, which stays far below the smallest packet of a server. */
    private const AT_ONCE = 250;

    private const UNSETTLED = "('open', 'doubt', 'pending')";

    /**
     * Keeps what was seen, unless something newer is kept.
     *
     * @param array{scope: string, seen: int, rows: list<array{domain: string, facts: array}>} $page
     */
    public static function keep(array $page): void
    {
        $scope = Cell::hash($page['scope']);
        foreach (array_chunk($page['rows'], self::AT_ONCE) as $rows) {
            $values = [];
            foreach ($rows as $row) {
                array_push($values, Cell::hash($page['scope'], $row['domain']), $scope, Cell::hash($row['domain']));
                array_push($values, Cell::word($row['domain'], 255), Cell::json($row['facts'], 65535), $page['seen']);
            }
            Database::run(static fn (Connection $database): bool => $database->insert(
                self::statement($database, count($rows)),
                $values
            ));
        }
    }

    /**
     * What is kept of these domains. A domain with an order that is not settled counts as touched just now.
     *
     * @param array{scope: string, domains: list<string>} $wanted
     * @return array{now: int, rows: array<string, array{facts: array, seen: int, touched: int}>}
     */
    public static function load(array $wanted): array
    {
        return Database::run(static function (Connection $database) use ($wanted): array {
            $now = (int) $database->selectOne('SELECT ' . Database::clock($database) . ' AS now')->now;
            $orders = self::orders($database, $wanted, $now);
            $rows = [];
            foreach (self::rows($database, $wanted) as $row) {
                $touched = max((int) $row->touched_at, $orders[$row->domain_hash] ?? 0);
                $rows[$row->domain] = ['facts' => Cell::map($row->facts), 'seen' => (int) $row->seen_at, 'touched' => $touched];
            }
            return ['now' => $now, 'rows' => $rows];
        });
    }

    /** Notes that a domain was changed, so that what was seen before does not stand for it any more. */
    public static function touch(string $scope, string $domain): void
    {
        Database::run(static function (Connection $database) use ($scope, $domain): void {
            $database->table(self::TABLE)->where('name', Cell::hash($scope, $domain))
                ->update(['touched_at' => $database->raw(Database::clock($database))]);
        });
    }

    /**
     * When a domain was last seen, in any account.
     *
     * @return int|null seconds ago
     */
    public static function age(string $domain): ?int
    {
        return Database::run(static function (Connection $database) use ($domain): ?int {
            $age = $database->table(self::TABLE)->where('domain_hash', Cell::hash($domain))
                ->selectRaw(Database::clock($database) . ' - MAX(seen_at) AS age')->first()->age;
            return $age === null ? null : (int) $age;
        });
    }

    /**
     * When orders for these domains were last made or settled; now, for one that is not settled.
     *
     * @param array{scope: string, domains: list<string>} $wanted
     * @return array<string, int> hash of the domain => seconds since 1970
     */
    private static function orders(Connection $database, array $wanted, int $now): array
    {
        $rows = $database->table(Journal::TABLE)->select('domain_hash')
            ->selectRaw('MAX(claimed_at) AS claimed, MAX(settled_at) AS settled')
            ->selectRaw('MAX(CASE WHEN state IN ' . self::UNSETTLED . ' THEN 1 ELSE 0 END) AS unsettled')
            ->where('scope_hash', Cell::hash($wanted['scope']))
            ->whereIn('domain_hash', array_map(Cell::hash(...), $wanted['domains']))
            ->groupBy('domain_hash')->get();
        $times = [];
        foreach ($rows as $row) {
            $times[$row->domain_hash] = (int) $row->unsettled === 1 ? $now : max((int) $row->claimed, (int) $row->settled);
        }
        return $times;
    }

    /**
     * @param array{scope: string, domains: list<string>} $wanted
     * @return list<\stdClass>
     */
    private static function rows(Connection $database, array $wanted): array
    {
        $names = array_map(static fn (string $domain): string => Cell::hash($wanted['scope'], $domain), $wanted['domains']);
        return $database->table(self::TABLE)->whereIn('name', $names)->get()->all();
    }

    /** The builder of old shops knows no insert that replaces. The time is changed last: MySQL sees each change at once. */
    private static function statement(Connection $database, int $rows): string
    {
        $isSqlite = Database::isSqlite($database);
        $new = static fn (string $column): string => $isSqlite ? "excluded.{$column}" : "VALUES({$column})";
        $old = static fn (string $column): string => self::TABLE . ".{$column}";
        $newer = static fn (string $column): string => "{$column} = CASE WHEN {$new('seen_at')} >= {$old('seen_at')}"
            . " THEN {$new($column)} ELSE {$old($column)} END";
        $values = implode(', ', array_fill(0, $rows, '(?, ?, ?, ?, ?, ?, 0)'));
        return 'INSERT INTO ' . self::TABLE . ' (name, scope_hash, domain_hash, domain, facts, seen_at, touched_at) VALUES '
            . $values . ($isSqlite ? ' ON CONFLICT (name) DO UPDATE SET ' : ' ON DUPLICATE KEY UPDATE ')
            . $newer('facts') . ', ' . $newer('seen_at');
    }
}
