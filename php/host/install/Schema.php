<?php

declare(strict_types=1);

namespace Host\Install;

use Host\Boot\Configuration;
use Illuminate\Database\Schema\Blueprint;
use WHMCS\Database\Capsule;

/**
 * Creates the tables of the contract, section 7, that this host uses; an existing table gets the columns it lacks.
 *
 * SQL types are unknown, so the columns are permissive: everything has a default, dates are `0000-00-00`
 * where empty.
 */
final class Schema
{
    public static function ensure(): void
    {
        if (Configuration::text('db_driver') === 'sqlite') {
            Capsule::connection()->statement('PRAGMA journal_mode = WAL');
        }
        $tables = DomainTables::TABLES + PeopleTables::TABLES + OrderTables::TABLES + SystemTables::TABLES;
        array_map([self::class, 'ensureTable'], array_keys($tables), $tables);
    }

    /** @param array<string, string> $columns column to kind */
    private static function ensureTable(string $name, array $columns): void
    {
        $schema = Capsule::schema();
        if (!$schema->hasTable($name)) {
            $schema->create($name, static fn (Blueprint $table) => self::define($table, $columns));
            return;
        }
        $missing = array_diff_key($columns, array_flip($schema->getColumnListing($name)));
        if ($missing !== []) {
            $schema->table($name, static fn (Blueprint $table) => self::define($table, $missing));
        }
    }

    /** @param array<string, string> $columns column to kind */
    private static function define(Blueprint $table, array $columns): void
    {
        foreach ($columns as $column => $kind) {
            match ($kind) {
                'date' => $table->date($column)->default('0000-00-00'),
                'datetime' => $table->dateTime($column)->default('0000-00-00 00:00:00'),
                'id' => $table->increments($column),
                'int' => $table->integer($column)->default(0),
                'key' => $table->string($column, 191)->primary(),
                'money' => self::money($table, $column),
                'nullable' => $table->integer($column)->nullable(),
                'rate' => $table->decimal($column, 16, 5)->default(1),
                'text' => $table->longText($column)->nullable(),
                'word' => $table->string($column)->default(''),
            };
        }
    }

    /** MySQL hands decimals out as text such as 12.00; SQLite does so only from a text column. */
    private static function money(Blueprint $table, string $column): void
    {
        Configuration::text('db_driver') === 'sqlite'
            ? $table->string($column)->default('0.00')
            : $table->decimal($column, 16, 2)->default(0);
    }
}
