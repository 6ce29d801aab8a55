<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Closure;
use Illuminate\Database\Connection;
use Ispbridge\Whmcs\Journal;
use Ispbridge\Whmcs\Lease;
use Ispbridge\Whmcs\Tables;
use PDO;
use WHMCS\Database\Capsule;

/**
 * An order while WHMCS, or a module, has a transaction open that may yet be rolled back.
 */
final class ForeignTransactionTest extends DatabaseTestCase
{
    /**
     * @dataProvider beginnings
     * @param Closure(Connection): mixed $begin
     */
    public function testTheRecordOfAnOrderSurvivesTheRollbackOfOthers(string $database, Closure $begin): void
    {
        $begin(Capsule::connection());
        Capsule::table('tbltodolist')->insert(['date' => '', 'title' => 'theirs', 'description' => '', 'status' => '',
            'duedate' => '', 'admin' => 0]);
        $claim = $this->claim();
        self::assertTrue($claim['claimed']);
        self::assertTrue($this->settle($claim, 'done', ['expiry' => '2029-01-02'])['settled']);
        Journal::report(7, 'renew');
        self::assertSame(['done'], array_column($this->journal(), 'state'), 'it is seen inside as well');
        Capsule::connection()->getPdo()->rollBack();
        self::assertSame(['done' => true], array_column($this->journal(), 'reported', 'state'));
        self::assertSame([], Shop::todos(), 'what is theirs is gone');
        self::assertSame([], Shop::$activityLog);
    }

    /** @return iterable<string, array{string, Closure(Connection): mixed}> */
    public static function beginnings(): iterable
    {
        foreach (self::servers() as $name => [$database]) {
            yield "{$name}, Illuminate" => [$database, static fn (Connection $first) => $first->beginTransaction()];
            yield "{$name}, plain SQL" => [$database, static fn (Connection $first) => $first->unprepared('START TRANSACTION')];
            yield "{$name}, a session that never commits by itself" => [$database, static function (Connection $first): void {
                $first->unprepared('SET autocommit = 0');
                $first->select('SELECT id FROM tbltodolist');
            }];
        }
    }

    /** @dataProvider servers */
    public function testTheSecondConnectionIsMadeOnce(): void
    {
        $connections = static fn (): int => (int) Capsule::connection()
            ->select("SHOW GLOBAL STATUS LIKE 'Connections'")[0]->Value; // ever made
        $before = $connections();
        Capsule::connection()->beginTransaction();
        foreach (['a', 'b', 'c'] as $key) {
            self::assertTrue($this->claim(['key' => $key])['claimed']);
        }
        self::assertSame($before + 1, $connections());
    }

    /** @dataProvider servers */
    public function testASessionThatNeverCommitsByItselfLosesNothing(): void
    {
        Capsule::connection()->unprepared('SET autocommit = 0');
        $claim = $this->claim();
        Capsule::connection()->unprepared('COMMIT');
        self::assertFalse(Capsule::connection()->getPdo()->inTransaction(), 'so the first connection is used');
        self::assertTrue($this->settle($claim, 'done')['settled']);
        Capsule::connection()->disconnect();
        self::assertSame(['done'], array_column($this->journal(), 'state'));
    }

    /**
     * @testWith ["plain"]
     */
    public function testAPersistentConnectionIsNotTakenForTheSecond(): void
    {
        Shop::open(self::mariaDb(['options' => [PDO::ATTR_PERSISTENT => true]]));
        Capsule::connection()->beginTransaction();
        self::assertTrue($this->claim()['claimed']);
        Capsule::connection()->rollBack();
        self::assertCount(1, $this->journal());
    }

    /**
     * A shared host often allows few connections.
     *
     * @testWith ["plain"]
     */
    public function testWhereNoSecondConnectionIsGivenNothingIsOrdered(): void
    {
        $root = Capsule::connection();
        $root->unprepared('CREATE OR REPLACE USER one@localhost WITH MAX_USER_CONNECTIONS 1');
        $root->unprepared('GRANT ALL ON test.* TO one@localhost');
        Shop::open(self::mariaDb(['username' => 'one']));
        Tables::ensure();
        Capsule::connection()->beginTransaction();
        $this->assertNothingIsOrdered();
        self::assertStringContainsString('1226', Shop::$activityLog[0]);
    }

    public function testSqliteHasNoSecondConnection(): void
    {
        Capsule::connection()->beginTransaction();
        $this->assertNothingIsOrdered();
    }

    /** @dataProvider databases */
    public function testTablesAreNotMadeThere(): void
    {
        Capsule::schema()->drop(Journal::TABLE);
        Capsule::table('mod_ispbridge_meta')->where('name', 'schema')->update(['value' => '1']);
        Capsule::connection()->beginTransaction();
        self::assertSame(['claimed' => false], $this->claim());
        Capsule::connection()->rollBack();
        self::assertFalse(Capsule::schema()->hasTable(Journal::TABLE));
        self::assertSame(1, Tables::version());
    }

    /** @dataProvider servers */
    public function testTheNeighboursOfTheJournalKeepOutOfItToo(): void
    {
        Capsule::connection()->beginTransaction();
        $this->store->perform(['effect' => 'cache', 'scope' => 'a', 'key' => 'b', 'value' => ['c' => 1], 'seconds' => 60]);
        $this->store->perform(['effect' => 'points', 'scope' => 'a', 'want' => 50]);
        self::assertNotNull(Lease::take('a', 60));
        Capsule::connection()->rollBack();
        $load = ['effect' => 'load', 'what' => 'cache', 'scope' => 'a', 'keys' => ['b']];
        self::assertSame(['c' => 1], $this->store->perform($load)['b']['value']);
        self::assertSame(50000, (int) Capsule::table('mod_ispbridge_points')->value('used'));
        self::assertNull(Lease::take('a', 60));
    }

    private function assertNothingIsOrdered(): void
    {
        self::assertSame(['claimed' => false], $this->claim());
        self::assertNull($this->journal());
        Capsule::connection()->rollBack();
        self::assertSame([], $this->journal());
        self::assertCount(2, Shop::$activityLog);
    }
}
