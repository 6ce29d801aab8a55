<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Query\Builder;
use WHMCS\Database\Capsule;

/**
 * Our own tables in WHMCS' database, and the facts kept there.
 *
 * All text is stored as JSON in ASCII, because nothing is known of the character set of a shop's database; a fact is found by
 * the hash of its key, because collations disagree on case and on trailing blanks.
 */
final class Tables
{
    private const META = 'mod_ispbridge_meta';

    /** The row that holds the version of the schema; a hash is longer, so no fact can have this name. */
    private const SCHEMA = 'schema';

    /** What a TEXT column holds, in bytes. */
    private const LONGEST = 65535;

    /** Brings the tables to this version, but not in a transaction: MariaDB would commit it. A newer schema stays as it is. */
    public static function ensure(): void
    {
        $database = Capsule::connection();
        if (Database::isInTransaction($database)) {
            return;
        }
        for ($version = self::version(); $version < Schema::version(); $version++) {
            foreach (Schema::step($version, Database::isSqlite($database)) as $statement) {
                $database->statement($statement);
            }
            self::meta()->insertOrIgnore(['name' => self::SCHEMA, 'fact' => '', 'value' => '0']);
            self::meta()->where('name', self::SCHEMA)->where('value', (string) $version)
                ->update(['value' => (string) ($version + 1)]);
        }
    }

    /** The version of the schema, 0 before the first step. */
    public static function version(): int
    {
        return self::exist() ? (int) self::meta()->where('name', self::SCHEMA)->value('value') : 0;
    }

    /**
     * All facts; none while the tables are missing.
     *
     * @return array<string, string>
     */
    public static function facts(): array
    {
        $facts = [];
        foreach (self::exist() ? self::meta()->where('name', '!=', self::SCHEMA)->get() : [] as $row) {
            $facts[(string) json_decode($row->fact)] = (string) json_decode($row->value);
        }
        return $facts;
    }

    /**
     * Keeps a fact in place of an older one with the same key.
     *
     * @throws \JsonException for text that is not UTF-8
     * @throws \LengthException for text that does not fit
     */
    public static function keep(string $key, string $value): void
    {
        $row = array_map(
            static fn (string $text): string => Cell::fitting(json_encode($text, JSON_THROW_ON_ERROR), self::LONGEST),
            ['fact' => $key, 'value' => $value]
        );
        self::meta()->updateOrInsert(['name' => Cell::hash($key)], $row);
    }

    private static function exist(): bool
    {
        return Capsule::schema()->hasTable(self::META);
    }

    private static function meta(): Builder
    {
        return Capsule::table(self::META);
    }
}
