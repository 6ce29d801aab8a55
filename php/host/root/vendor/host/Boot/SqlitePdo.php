<?php

declare(strict_types=1);

namespace Host\Boot;

use PDO;

/**
 * SQLite whose transactions wait for their turn, as those of MySQL do.
 *
 * A plain BEGIN fails at once where a transaction that has read begins to write while another one wrote in between;
 * BEGIN IMMEDIATE takes the write lock first and waits as long as the busy timeout says.
 */
final class SqlitePdo extends PDO
{
    private bool $isOpen = false;

    public function __construct(string $file)
    {
        parent::__construct("sqlite:{$file}", options: [self::ATTR_ERRMODE => self::ERRMODE_EXCEPTION]);
        $this->exec('PRAGMA busy_timeout = 10000');
        // With the write-ahead log this survives the death of a process; only a power cut may take the last writes.
        $this->exec('PRAGMA synchronous = NORMAL');
    }

    public function beginTransaction(): bool
    {
        $this->exec('BEGIN IMMEDIATE');
        return $this->isOpen = true;
    }

    public function commit(): bool
    {
        $this->exec('COMMIT');
        $this->isOpen = false;
        return true;
    }

    public function rollBack(): bool
    {
        $this->isOpen = false;
        $this->exec('ROLLBACK');
        return true;
    }

    public function inTransaction(): bool
    {
        return $this->isOpen;
    }
}
