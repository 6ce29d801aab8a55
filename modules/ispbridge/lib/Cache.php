<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;

/**
 * What was read from the registrar and may be read again here for a while; never evidence for an order.
 */
final class Cache
{
    private const TABLE = 'mod_ispbridge_cache';

    /** How many keys one query asks for; databases limit the parameters of a statement. */
    private const AT_ONCE = 500;

    /**
     * Keeps a value in place of an older one.
     *
     * @param array{scope: string, key: string, value: array, seconds: int} $entry
     */
    public static function keep(array $entry): void
    {
        $name = Cell::hash($entry['scope'], $entry['key']);
        $value = Cell::json($entry['value']);
        Database::run(static function (Connection $database) use ($name, $value, $entry): void {
            $clock = Database::clock($database);
            $row = ['value' => $value, 'stored_at' => $database->raw($clock),
                'expires_at' => $database->raw("{$clock} + " . (int) $entry['seconds'])];
            $isNew = Database::insert($database, self::TABLE, ['name' => $name] + $row);
            if ($isNew) {
                self::drop($database);
            } else {
                $database->table(self::TABLE)->where('name', $name)->update($row);
            }
        });
    }

    /**
     * The values that are there and alive.
     *
     * @param array{scope: string, keys: list<string>} $wanted
     * @return array<string, array{value: array, age: int}>
     */
    public static function load(array $wanted): array
    {
        $keys = [];
        foreach ($wanted['keys'] as $key) {
            $keys[Cell::hash($wanted['scope'], (string) $key)] = $key;
        }
        $found = [];
        foreach (array_chunk(array_keys($keys), self::AT_ONCE) as $names) {
            foreach (self::alive($names) as $row) {
                $found[$keys[$row->name]] = ['value' => Cell::map($row->value), 'age' => max(0, (int) $row->age)];
            }
        }
        return $found;
    }

    /**
     * @param list<string> $names
     * @return list<\stdClass>
     */
    private static function alive(array $names): array
    {
        return Database::run(static function (Connection $database) use ($names): array {
            $clock = Database::clock($database);
            return $database->table(self::TABLE)->select('name', 'value')->selectRaw("{$clock} - stored_at AS age")
                ->whereIn('name', $names)->whereRaw("expires_at > {$clock}")->get()->all();
        });
    }

    /** A new row clears away the dead ones, so that the table never outgrows what is in use. */
    private static function drop(Connection $database): void
    {
        $database->table(self::TABLE)->whereRaw('expires_at <= ' . Database::clock($database))->delete();
    }
}
