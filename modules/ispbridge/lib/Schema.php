<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * What our tables look like: the steps from each version of the schema to the next, a table each.
 *
 * The steps only add, and may run twice: when two processes meet, both run the step and one of them moves the version. They
 * are plain SQL, for Illuminate's schema builder has no "if not exists" and makes a table and its indexes one after the other.
 *
 * Every text is ASCII (see Cell). What comes from outside is found by its hash, because collations disagree on case and on
 * trailing blanks. Times are seconds since 1970 by the clock of the database. Numbers are BIGINT, so that none of PHP's is cut.
 */
final class Schema
{
    /** Table => columns and indexes; `{id}` is a number that the database counts. */
    private const STEPS = [
        ['mod_ispbridge_meta', ['name VARCHAR(64) NOT NULL PRIMARY KEY', 'fact TEXT NOT NULL', 'value TEXT NOT NULL'], []],
        ['mod_ispbridge_journal', [
            '{id}', 'active_key CHAR(64) NULL', 'scope_hash CHAR(64) NOT NULL', 'scope TEXT NOT NULL',
            'operation VARCHAR(16) NOT NULL', 'domain VARCHAR(255) NOT NULL', 'domain_hash CHAR(64) NOT NULL',
            'domain_id BIGINT NOT NULL', 'from_date VARCHAR(32) NOT NULL', 'shop_from VARCHAR(32) NOT NULL',
            'state VARCHAR(16) NOT NULL', 'version BIGINT NOT NULL', 'writer CHAR(32) NOT NULL', 'years BIGINT NOT NULL',
            'reference VARCHAR(64) NOT NULL', 'reported BIGINT NOT NULL', 'patience BIGINT NOT NULL',
            'before_image MEDIUMTEXT NOT NULL', 'evidence MEDIUMTEXT NOT NULL', 'digest VARCHAR(128) NOT NULL',
            'trace VARCHAR(64) NOT NULL', 'claimed_at BIGINT NOT NULL', 'settled_at BIGINT NULL', 'UNIQUE (active_key)',
        ], [
            'journal_domain' => 'scope_hash, domain_hash', 'journal_state' => 'scope_hash, state',
            'journal_shop' => 'domain_id, operation', 'journal_age' => 'state, settled_at',
        ]],
        ['mod_ispbridge_cache', [
            'name CHAR(64) NOT NULL PRIMARY KEY', 'value MEDIUMTEXT NOT NULL', 'stored_at BIGINT NOT NULL',
            'expires_at BIGINT NOT NULL',
        ], ['cache_age' => 'expires_at']],
        ['mod_ispbridge_lease', [
            'name CHAR(64) NOT NULL PRIMARY KEY', 'subject TEXT NOT NULL', 'owner CHAR(32) NOT NULL', 'ends_at BIGINT NOT NULL',
            'version BIGINT NOT NULL',
        ], []],
        ['mod_ispbridge_points', [
            'scope_hash CHAR(64) NOT NULL PRIMARY KEY', 'scope TEXT NOT NULL', 'used BIGINT NOT NULL',
            'touched_at BIGINT NOT NULL', 'blocked_until BIGINT NOT NULL', 'version BIGINT NOT NULL',
        ], []],
        ['mod_ispbridge_applications', [
            '{id}', 'scope_hash CHAR(64) NOT NULL', 'scope TEXT NOT NULL', 'domain_id BIGINT NOT NULL',
            'domain VARCHAR(255) NOT NULL', 'application VARCHAR(128) NOT NULL', 'class VARCHAR(64) NOT NULL',
            'price VARCHAR(32) NOT NULL', 'currency VARCHAR(8) NOT NULL', 'state VARCHAR(16) NOT NULL',
            'wishes MEDIUMTEXT NOT NULL', 'submitted_at BIGINT NOT NULL', 'checked_at BIGINT NOT NULL',
            'UNIQUE (scope_hash, application)',
        ], ['applications_state' => 'scope_hash, state']],
        ['mod_ispbridge_undo', [
            '{id}', 'subject CHAR(32) NOT NULL', 'kind VARCHAR(64) NOT NULL', 'part BIGINT NOT NULL',
            'content MEDIUMTEXT NOT NULL', 'made_at BIGINT NOT NULL', 'UNIQUE (subject, part)',
        ], []],
        ...PortfolioSchema::STEPS,
    ];

    /** The version of the schema that this code knows. */
    public static function version(): int
    {
        return count(self::STEPS);
    }

    /**
     * The statements of the step that leads away from a version.
     *
     * @return list<string>
     */
    public static function step(int $version, bool $isSqlite): array
    {
        [$table, $columns, $indexes] = self::STEPS[$version];
        return $isSqlite ? self::sqlite($table, $columns, $indexes) : self::mysql($table, $columns, $indexes);
    }

    /**
     * MySQL has no "create index if not exists", so the indexes are part of the table. InnoDB is named because some shops still
     * have another default, and a claim must survive a crash.
     *
     * @param list<string> $columns
     * @param array<string, string> $indexes
     * @return list<string>
     */
    private static function mysql(string $table, array $columns, array $indexes): array
    {
        foreach ($indexes as $name => $of) {
            $columns[] = "KEY {$name} ({$of})";
        }
        $list = strtr(implode(', ', $columns), ['{id}' => 'id BIGINT NOT NULL AUTO_INCREMENT PRIMARY KEY']);
        return ["CREATE TABLE IF NOT EXISTS {$table} ({$list}) ENGINE=InnoDB DEFAULT CHARSET=ascii COLLATE=ascii_bin"];
    }

    /**
     * @param list<string> $columns
     * @param array<string, string> $indexes
     * @return list<string>
     */
    private static function sqlite(string $table, array $columns, array $indexes): array
    {
        $list = strtr(implode(', ', $columns), ['{id}' => 'id INTEGER PRIMARY KEY AUTOINCREMENT']);
        $statements = ["CREATE TABLE IF NOT EXISTS {$table} ({$list})"];
        foreach ($indexes as $name => $of) {
            $statements[] = "CREATE INDEX IF NOT EXISTS mod_ispbridge_{$name} ON {$table} ({$of})";
        }
        return $statements;
    }
}
