<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Closure;
use Illuminate\Database\Connection;

/**
 * The registrar's quota, one row an account: all workers together stay below the mark above which it slows them down.
 *
 * The platform counts points for commands and forgets a fifth of them each minute (users' pains 3: soft limit 300). A run leases
 * some for its reads and gives back at its end what it did not spend. Orders never wait for points; what they spent is added.
 */
final class Points
{
    private const TABLE = 'mod_ispbridge_points';

    /** Reads get points while fewer than these are used: the platform's 300 without the 100 that orders may need. */
    private const FOR_READS = 200;

    private const KEPT_EACH_MINUTE = 0.8;

    /** The row counts thousandths, for what is forgotten within a second is less than a point. */
    private const UNIT = 1000;

    /** How often a writer tries that others outrun; each time one of them has got on. */
    private const RACES = 20;

    /**
     * Leases points for reads.
     *
     * @param array{scope: string, want: int} $wish
     * @return array{granted: int, blocked: int} `blocked` in seconds: nobody may read until then
     */
    public static function lease(array $wish): array
    {
        $answer = [];
        self::move($wish['scope'], static function (int $used, int $blocked) use ($wish, &$answer): array {
            $left = $blocked > 0 ? 0 : intdiv(max(0, self::FOR_READS * self::UNIT - $used), self::UNIT);
            $granted = max(0, min($wish['want'], $left));
            $answer = ['granted' => $granted, 'blocked' => $blocked];
            return [$used + $granted * self::UNIT, $blocked];
        });
        return $answer;
    }

    /**
     * Settles what a run leased with what it spent.
     *
     * @param array{scope: string, leased: int, spent: int, blocked?: int} $bill `blocked` in seconds, after a refusal for
     *     too many points
     */
    public static function settle(array $bill): void
    {
        self::move($bill['scope'], static fn (int $used, int $blocked): array => [
            max(0, $used + ($bill['spent'] - $bill['leased']) * self::UNIT), max($blocked, $bill['blocked'] ?? 0),
        ]);
    }

    /**
     * Moves the row by compare-and-set.
     *
     * @param Closure(int, int): array{int, int} $change of the thousandths used by now and the seconds that a block lasts
     */
    private static function move(string $scope, Closure $change): void
    {
        Database::run(static function (Connection $database) use ($scope, $change): void {
            for ($race = 1; $race <= self::RACES; $race++) {
                $row = self::row($database, $scope);
                [$used, $blocked] = $change(self::left($row), max(0, $row->blocked_until - $row->moment));
                $moved = $database->table(self::TABLE)
                    ->where('scope_hash', $row->scope_hash)->where('version', $row->version)
                    ->update(['used' => $used, 'touched_at' => $row->moment, 'version' => $row->version + 1,
                        'blocked_until' => $row->moment + $blocked]);
                if ($moved === 1) {
                    return;
                }
            }
            throw new \RuntimeException('too many others moved the quota');
        });
    }

    private static function row(Connection $database, string $scope): \stdClass
    {
        $hash = Cell::hash($scope);
        $clock = Database::clock($database);
        $row = static fn (): ?\stdClass => $database->table(self::TABLE)->select('*')->selectRaw("{$clock} AS moment")
            ->where('scope_hash', $hash)->first();
        if (($found = $row()) === null) {
            Database::insert($database, self::TABLE, ['scope_hash' => $hash, 'scope' => Cell::json($scope, 65535),
                'used' => 0, 'touched_at' => 0, 'blocked_until' => 0, 'version' => 0]);
            $found = $row();
        }
        return $found;
    }

    /** The thousandths that the platform still remembers, rounded up. */
    private static function left(\stdClass $row): int
    {
        $minutes = max(0, $row->moment - $row->touched_at) / 60;
        return (int) ceil($row->used * self::KEPT_EACH_MINUTE ** $minutes);
    }
}
