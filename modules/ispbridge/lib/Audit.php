<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;

/**
 * What the synchronisation changed, or let WHMCS change, with what it was before: enough to turn it back.
 */
final class Audit
{
    private const TABLE = 'mod_ispbridge_audit';

    /** In seconds: for how long an end of a domain counts among those of "a day". */
    private const DAY = 86400;

    /**
     * @param array{
     *     scope: string, kind: string, domain_id: int, domain: string, before: array, after: array, trace: string,
     * } $change
     */
    public static function keep(array $change): void
    {
        Database::run(static fn (Connection $database): bool => self::add($database, $change));
    }

    /**
     * The same within the work of somebody else.
     *
     * @param array{
     *     scope: string, kind: string, domain_id: int, domain: string, before: array, after: array, trace: string,
     * } $change
     */
    public static function add(Connection $database, array $change): bool
    {
        return $database->table(self::TABLE)->insert([
            'scope_hash' => Cell::hash($change['scope']), 'kind' => Cell::word($change['kind'], 16),
            'domain_id' => $change['domain_id'], 'domain' => Cell::word($change['domain'], 255),
            'before_image' => Cell::json($change['before'], 65535), 'after_image' => Cell::json($change['after'], 65535),
            'trace' => Cell::word($change['trace'], 64), 'made_at' => $database->raw(Database::clock($database)),
        ]);
    }

    /**
     * The end that a run has written down did not happen.
     *
     * @param array{scope: string, domain_id: int, trace: string} $run
     */
    public static function stop(array $run): void
    {
        Database::run(static fn (Connection $database): int => $database->table(self::TABLE)
            ->where('scope_hash', Cell::hash($run['scope']))->where('domain_id', $run['domain_id'])
            ->where('trace', Cell::word($run['trace'], 64))->where('kind', 'final')->update(['kind' => 'stopped']));
    }

    /**
     * How many domains came to an end in the last day, and among how many in these states.
     *
     * @param array{scope: string, registrar: string, statuses: list<string>} $wanted
     * @return array{count: int, total: int}
     */
    public static function finals(array $wanted): array
    {
        return Database::run(static function (Connection $database) use ($wanted): array {
            $since = Database::clock($database) . ' - ' . self::DAY;
            $ended = $database->table(self::TABLE)->where('scope_hash', Cell::hash($wanted['scope']))->where('kind', 'final')
                ->whereRaw("made_at > {$since}")->distinct()->count('domain_id');
            $total = $database->table('tbldomains')->where('registrar', $wanted['registrar'])
                ->whereIn('status', $wanted['statuses'])->count();
            return ['count' => $ended, 'total' => $total];
        });
    }
}
