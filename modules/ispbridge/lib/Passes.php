<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;

/**
 * Long work that is done in steps: whether it is wanted, and where the next step begins. Who works holds a Lease.
 */
final class Passes
{
    private const TABLE = 'mod_ispbridge_passes';

    /** In seconds: a pass that has not moved for so long is begun anew, for what it has seen is old. */
    private const STALE = 86400;

    /** Asks for a pass; one that is on its way goes on. */
    public static function want(string $subject): void
    {
        Database::run(static function (Connection $database) use ($subject): void {
            $name = ['name' => Cell::hash($subject)];
            Database::insert($database, self::TABLE, $name + [
                'subject' => Cell::json($subject, 65535), 'place' => '[]', 'wanted' => 0, 'moved_at' => 0, 'finished_at' => 0,
            ]);
            $clock = Database::clock($database);
            $database->table(self::TABLE)->where($name)
                ->whereRaw('(wanted = 0 OR moved_at < ' . $clock . ' - ' . self::STALE . ')')
                ->update(['wanted' => 1, 'place' => '[]', 'moved_at' => $database->raw($clock)]);
        });
    }

    /**
     * How far a pass is.
     *
     * @return array{place: array<string, mixed>, wanted: bool, moved_age: int, finished_age: int|null}|null null before the first
     */
    public static function state(string $subject): ?array
    {
        return Database::run(static function (Connection $database) use ($subject): ?array {
            $clock = Database::clock($database);
            $row = $database->table(self::TABLE)->where('name', Cell::hash($subject))->select('*')
                ->selectRaw("{$clock} - moved_at AS moved_age, {$clock} - finished_at AS finished_age")->first();
            return $row === null ? null : [
                'place' => Cell::map($row->place), 'wanted' => (bool) $row->wanted, 'moved_age' => (int) $row->moved_age,
                'finished_age' => (int) $row->finished_at === 0 ? null : (int) $row->finished_age,
            ];
        });
    }

    /**
     * Notes where the next step begins.
     *
     * @param array<string, mixed> $place
     */
    public static function move(string $subject, array $place, bool $isFinished): void
    {
        Database::run(static function (Connection $database) use ($subject, $place, $isFinished): void {
            $now = $database->raw(Database::clock($database));
            $database->table(self::TABLE)->where('name', Cell::hash($subject))->update(
                ['place' => Cell::json($place, 65535), 'moved_at' => $now]
                + ($isFinished ? ['wanted' => 0, 'finished_at' => $now] : [])
            );
        });
    }
}
