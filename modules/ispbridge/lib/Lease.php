<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;

/**
 * The right to do something alone for a while. It ends by itself when its owner dies, by the clock of the database.
 */
final class Lease
{
    private const TABLE = 'mod_ispbridge_lease';

    /**
     * Takes a lease that nobody holds.
     *
     * @return string|null the token of its owner; null when somebody holds it
     */
    public static function take(string $subject, int $seconds): ?string
    {
        $owner = bin2hex(random_bytes(16));
        return Database::run(static function (Connection $database) use ($subject, $seconds, $owner): ?string {
            $row = ['name' => Cell::hash($subject), 'subject' => Cell::json($subject, 65535), 'version' => 0];
            Database::insert($database, self::TABLE, $row + ['owner' => '', 'ends_at' => 0]);
            $clock = Database::clock($database);
            $database->table(self::TABLE)->where('name', $row['name'])->whereRaw("ends_at <= {$clock}")
                ->update(self::held($database, $seconds) + ['owner' => $owner]);
            $holder = $database->table(self::TABLE)->where('name', $row['name'])->value('owner');
            return $holder === $owner ? $owner : null;
        });
    }

    /** Prolongs a lease from now on; false when it has ended, or is somebody else's by now. */
    public static function renew(string $subject, string $owner, int $seconds): bool
    {
        return Database::run(static fn (Connection $database): bool => $database->table(self::TABLE)
            ->where('name', Cell::hash($subject))->where('owner', $owner)
            ->whereRaw('ends_at > ' . Database::clock($database))
            ->update(self::held($database, $seconds)) === 1);
    }

    /** Gives a lease back; nothing happens to one that is somebody else's by now. */
    public static function release(string $subject, string $owner): void
    {
        Database::run(static fn (Connection $database): int => $database->table(self::TABLE)
            ->where('name', Cell::hash($subject))->where('owner', $owner)->update(['owner' => '', 'ends_at' => 0]));
    }

    /**
     * The version makes every update a change: MySQL does not count a row that it leaves as it was.
     *
     * @return array<string, mixed>
     */
    private static function held(Connection $database, int $seconds): array
    {
        $clock = Database::clock($database);
        return ['ends_at' => $database->raw("{$clock} + {$seconds}"), 'version' => $database->raw('version + 1')];
    }
}
