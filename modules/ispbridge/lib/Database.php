<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Closure;
use Illuminate\Database\Capsule\Manager;
use Illuminate\Database\Connection;
use Illuminate\Database\QueryException;
use PDO;
use WeakMap;
use WHMCS\Database\Capsule;

/**
 * The way of the journal and its neighbours to WHMCS' database: each statement is durable when it returns, whatever
 * transaction somebody else has open. That one could be rolled back, and the order in it would be forgotten; and a deadlock of
 * ours in it would roll back what is not ours.
 */
final class Database
{
    /** How often at most the same thing is tried when others are in the way. */
    public const ATTEMPTS = 5;

    /** SQLSTATE of a deadlock, and of a write that the other nodes of a Galera cluster refused. */
    private const ROLLED_BACK = '40001';

    /** MySQL's number of a lock wait timeout, which has no state of its own. */
    private const LOCK_WAIT_TIMEOUT = 1205;

    /** @var WeakMap<Connection, Connection>|null the second connection beside each first one */
    private static ?WeakMap $seconds = null;

    /**
     * Runs work that may run again from its start: it reads what it builds on.
     *
     * @template T
     * @param Closure(Connection): T $work
     * @return T
     * @throws \Throwable when the database fails, or when a foreign transaction is open and there is no second connection
     */
    public static function run(Closure $work): mixed
    {
        for ($attempt = 1; true; $attempt++) {
            try {
                return self::finish($work, self::connection());
            } catch (QueryException $thrown) {
                if ($attempt === self::ATTEMPTS || !self::isTransient($thrown)) {
                    throw $thrown;
                }
            }
        }
    }

    /**
     * Adds a row, and says whether it did: not when another one has its key.
     *
     * @param array<string, mixed> $row
     */
    public static function insert(Connection $database, string $table, array $row): bool
    {
        try {
            return $database->table($table)->insert($row);
        } catch (QueryException $thrown) {
            return (string) $thrown->getCode() === '23000' ? false : throw $thrown;
        }
    }

    /** Seconds since 1970 by the clock of the database, as an expression of SQL; signed, so that a difference may be negative. */
    public static function clock(Connection $database): string
    {
        return self::isSqlite($database) ? "CAST(strftime('%s', 'now') AS INTEGER)" : 'CAST(UNIX_TIMESTAMP() AS SIGNED)';
    }

    public static function isSqlite(Connection $database): bool
    {
        return $database->getDriverName() === 'sqlite';
    }

    /** Whether somebody's transaction is open on a connection, be it through Illuminate or in plain SQL. */
    public static function isInTransaction(Connection $database): bool
    {
        $pdo = $database->getPdo(); // null while it is closed
        return $database->transactionLevel() > 0 || ($pdo !== null && $pdo->inTransaction());
    }

    /** Where a session does not commit by itself, the work has opened a transaction of its own. */
    private static function finish(Closure $work, Connection $database): mixed
    {
        $result = $work($database);
        if ($database->getPdo()->inTransaction()) {
            $database->getPdo()->commit();
        }
        return $result;
    }

    private static function connection(): Connection
    {
        $first = Capsule::connection();
        if (!self::isInTransaction($first)) {
            return $first;
        }
        if (self::isSqlite($first)) {
            throw new \RuntimeException('SQLite has one writer, and it is in a transaction'); // a second one would wait for it
        }
        self::$seconds ??= new WeakMap();
        return self::$seconds[$first] ??= self::second($first->getConfig());
    }

    /**
     * A connection of our own, unknown to WHMCS. Not a persistent one: PDO would hand out the first one again, transaction
     * and all.
     *
     * @param array<string, mixed> $config
     */
    private static function second(array $config): Connection
    {
        $config['options'] = [PDO::ATTR_PERSISTENT => false] + ($config['options'] ?? []);
        $manager = new Manager();
        $manager->addConnection($config, 'ispbridge');
        return $manager->getConnection('ispbridge');
    }

    private static function isTransient(QueryException $thrown): bool
    {
        return (string) $thrown->getCode() === self::ROLLED_BACK
            || ($thrown->errorInfo[1] ?? null) === self::LOCK_WAIT_TIMEOUT;
    }
}
