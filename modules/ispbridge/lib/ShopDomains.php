<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;
use Illuminate\Database\Query\Builder;

/**
 * The domains of WHMCS, block by block, and the dates that are written into them.
 */
final class ShopDomains
{
    private const COLUMNS = ['id', 'domain', 'status', 'expirydate', 'nextduedate', 'nextinvoicedate', 'idprotection'];

    /**
     * The next domains of a registrar in these states, by their numbers.
     *
     * @param array{registrar: string, after: int, limit: int, statuses: list<string>} $wanted
     * @return list<array<string, string|int>>
     */
    public static function load(array $wanted): array
    {
        $rows = Database::run(static fn (Connection $database): array => $database->table('tbldomains')
            ->where('id', '>', $wanted['after'])->where('registrar', $wanted['registrar'])
            ->whereIn('status', $wanted['statuses'])->orderBy('id')->limit($wanted['limit'])->get(self::COLUMNS)->all());
        return array_map(static fn (\stdClass $row): array => ['id' => (int) $row->id] + (array) $row, $rows);
    }

    /**
     * Writes dates into active domains, each only where it still is what it was when it was compared, and notes what it was.
     *
     * @param array{scope: string, trace: string, rows: list<array{id: int, domain: string, from: string, to: string,
     *     due_from?: string, due_to?: string}>} $changes
     */
    public static function write(array $changes): void
    {
        foreach (array_chunk($changes['rows'], 100) as $rows) {
            Database::run(static fn (Connection $database) => $database->transaction(
                static function () use ($database, $changes, $rows): void {
                    foreach ($rows as $row) {
                        self::move($database, $row, array_intersect_key($changes, ['scope' => 0, 'trace' => 0]));
                    }
                }
            ));
        }
    }

    /**
     * @param array{id: int, domain: string, from: string, to: string, due_from?: string, due_to?: string} $row
     * @param array{scope: string, trace: string} $run
     */
    private static function move(Connection $database, array $row, array $run): void
    {
        $domain = $database->table('tbldomains')->where('id', $row['id'])->where('status', 'Active');
        self::whereDate($domain, $row['from']);
        [$before, $after] = [['expirydate' => $row['from']], ['expirydate' => $row['to']]];
        if (isset($row['due_to'])) {
            $domain->where('nextduedate', $row['due_from'])->where('nextinvoicedate', $row['due_from']);
            $before += ['nextduedate' => $row['due_from'], 'nextinvoicedate' => $row['due_from']];
            $after += ['nextduedate' => $row['due_to'], 'nextinvoicedate' => $row['due_to']];
        }
        if ($domain->update($after) === 1) {
            $about = ['kind' => 'date', 'domain_id' => $row['id'], 'domain' => $row['domain']];
            Audit::add($database, $run + $about + ['before' => $before, 'after' => $after]);
        }
    }

    /** WHMCS has three ways to say that there is no date; a strict server would not compare a date with an empty text. */
    private static function whereDate(Builder $domain, string $from): void
    {
        $from === ''
            ? $domain->whereRaw("(expirydate IS NULL OR CAST(expirydate AS CHAR) IN ('', '0000-00-00'))")
            : $domain->where('expirydate', $from);
    }
}
