<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Database;
use Ispbridge\Whmcs\Schema;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;

final class SchemaTest extends DatabaseTestCase
{
    private const TABLES = [
        'meta', 'journal', 'cache', 'lease', 'points', 'applications', 'snapshot', 'findings', 'audit', 'passes', 'undo',
    ];

    /** @dataProvider databases */
    public function testASchemaOfTheFirstVersionIsCompletedAndKeepsItsFacts(): void
    {
        foreach (self::TABLES as $table) {
            Capsule::schema()->drop("mod_ispbridge_{$table}");
        }
        Capsule::connection()->statement('CREATE TABLE mod_ispbridge_meta
            (name VARCHAR(64) NOT NULL PRIMARY KEY, fact TEXT NOT NULL, value TEXT NOT NULL)'); // as version 1 made it
        Capsule::table('mod_ispbridge_meta')->insert(['name' => 'schema', 'fact' => '', 'value' => '1']);
        Tables::keep('naïve', '1');
        Tables::ensure();
        self::assertSame(['naïve' => '1'], Tables::facts());
        self::assertSame(Schema::version(), Tables::version());
        self::assertTrue($this->claim()['claimed']);
    }

    /** @dataProvider databases */
    public function testEveryStepMayRunTwice(): void
    {
        $this->claim();
        foreach (range(0, Schema::version() - 1) as $version) {
            Capsule::table('mod_ispbridge_meta')->where('name', 'schema')->update(['value' => (string) $version]);
            Tables::ensure();
        }
        self::assertSame(Schema::version(), Tables::version());
        self::assertFalse($this->claim()['claimed']);
    }

    /** @dataProvider databases */
    public function testEveryTableIsThere(): void
    {
        foreach (self::TABLES as $table) {
            self::assertTrue(Capsule::schema()->hasTable("mod_ispbridge_{$table}"), $table);
        }
        self::assertCount(Schema::version(), self::TABLES);
    }

    /** @dataProvider servers */
    public function testTheTablesDoNotFollowTheDefaultsOfTheServer(): void
    {
        Capsule::schema()->drop('mod_ispbridge_meta'); // which an older version may have made by them
        Tables::ensure();
        $tables = Capsule::connection()->select('SELECT DISTINCT engine AS engine, table_collation AS collation
            FROM information_schema.tables WHERE table_schema = ? AND table_name LIKE ?', ['test', 'mod_ispbridge_%']);
        self::assertEquals([(object) ['engine' => 'InnoDB', 'collation' => 'ascii_bin']], $tables);
    }

    /** @dataProvider databases */
    public function testTheClockIsThatOfTheDatabase(): void
    {
        \WHMCS\Carbon::setTestNow('2030-01-01 00:00:00');
        try {
            $clock = Database::run(static fn ($database): int => (int) $database
                ->selectOne('SELECT ' . Database::clock($database) . ' AS moment')->moment);
        } finally {
            \WHMCS\Carbon::setTestNow();
        }
        self::assertEqualsWithDelta(time(), $clock, 2);
    }
}
