<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Illuminate\Database\Connection;
use Ispbridge\Whmcs\Database;
use Ispbridge\Whmcs\Journal;
use Ispbridge\Whmcs\Schema;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;

/**
 * Others who want the same at the same time: real processes, real locks.
 */
final class RivalryTest extends DatabaseTestCase
{
    private const RIVALS = 4;

    private ?string $file = null;

    protected function tearDown(): void
    {
        parent::tearDown();
        $this->file === null || unlink($this->file);
    }

    /** @dataProvider files */
    public function testOfManyProcessesOneClaims(string $kind): void
    {
        $answers = $this->race('claim', $this->config($kind));
        $winners = array_values(array_filter($answers, static fn (array $answer): bool => $answer['claimed']));
        self::assertCount(1, $winners);
        foreach ($answers as $answer) {
            self::assertSame($winners[0]['id'], $answer['id'] ?? $answer['row']['id']);
        }
    }

    /** @dataProvider files */
    public function testManyProcessesTogetherGetNoMorePointsThanThereAre(string $kind): void
    {
        $granted = array_column(array_merge(...$this->race('lease', $this->config($kind))), 'granted');
        self::assertCount(5 * self::RIVALS, $granted);
        self::assertGreaterThanOrEqual(200, array_sum($granted));
        self::assertLessThan(210, array_sum($granted), 'a few are forgotten meanwhile; 600 were wanted');
    }

    /** @dataProvider files */
    public function testManyProcessesMakeTheTablesTogether(string $kind): void
    {
        $config = $this->config($kind);
        foreach (['meta', 'journal', 'points'] as $table) {
            Capsule::schema()->drop("mod_ispbridge_{$table}");
        }
        self::assertSame(array_fill(0, self::RIVALS, ['version' => Schema::version()]), $this->race('ensure', $config));
        self::assertTrue($this->claim()['claimed']);
    }

    /** @return array<string, array{string}> */
    public static function files(): array
    {
        return ['SQLite file' => ['file']] + self::servers();
    }

    /** @dataProvider servers */
    public function testAClaimWaitsForALockAndAsksAgain(): void
    {
        $rival = self::connect(self::mariaDb());
        $rival->beginTransaction();
        $rival->table(Journal::TABLE)->insert($this->rowOf(Intent::of()));
        Capsule::connection()->unprepared('SET innodb_lock_wait_timeout = 1');
        $inserts = $this->countInserts(static fn (int $inserts) => $inserts === 2 && $rival->rollBack());
        self::assertTrue($this->claim()['claimed']);
        self::assertSame(2, $inserts());
    }

    /** @dataProvider servers */
    public function testALockThatStaysEndsTheClaimAfterFiveTries(): void
    {
        $rival = self::connect(self::mariaDb());
        $rival->beginTransaction();
        $rival->table(Journal::TABLE)->insert($this->rowOf(Intent::of()));
        Capsule::connection()->unprepared('SET innodb_lock_wait_timeout = 0');
        $inserts = $this->countInserts(static fn () => null);
        self::assertSame(['claimed' => false], $this->claim());
        self::assertSame(Database::ATTEMPTS, $inserts());
        $rival->rollBack();
        self::assertSame([], $this->journal());
    }

    /** @dataProvider servers */
    public function testAClaimThatLosesADeadlockAsksAgain(string $kind): void
    {
        $first = $this->claim();
        $inserts = $this->countInserts(static fn () => null);
        $rival = new Rival('deadlock', $this->config($kind));
        $rival->ready(); // it holds the row of the first claim
        $rival->go(); // and wants the one of ours, as soon as we wait for that row
        $second = $this->claim();
        self::assertSame(['got' => 'both'], $rival->end());
        self::assertSame([false, $first['id']], [$second['claimed'], $second['row']['id']]);
        self::assertSame(2, $inserts());
        self::assertSame([], Shop::$activityLog);
    }

    /** @dataProvider servers */
    public function testALostAnswerToAClaimIsNoClaimOfSomebodyElse(string $kind): void
    {
        $killer = self::connect(self::mariaDb());
        Capsule::connection()->beforeExecuting(static function (string $query, array $values, Connection $own) use ($killer) {
            static $isDone = false;
            if (!$isDone && str_starts_with($query, 'insert')) {
                $isDone = true; // what Illuminate repeats after a lost connection has come through the first time
                $own->insert($query, $values);
                $killer->statement('KILL ' . $own->select('SELECT CONNECTION_ID() AS id')[0]->id);
            }
        });
        self::assertTrue($this->claim()['claimed']);
        self::assertCount(1, $this->journal());
    }

    /** @dataProvider servers */
    public function testALostAnswerToASettlementIsStillOurs(string $kind): void
    {
        $claim = $this->claim();
        Capsule::connection()->beforeExecuting(static function (string $query, array $values, Connection $own): void {
            static $isDone = false;
            if (!$isDone && str_starts_with($query, 'update')) {
                $isDone = true;
                $own->update($query, $values);
            }
        });
        self::assertSame(['settled' => true, 'version' => 2], $this->settle($claim, 'done'));
    }

    /**
     * Many processes do the same at the same time.
     *
     * @param array<string, mixed> $config
     * @return list<array<mixed>> what each tells
     */
    private function race(string $part, array $config): array
    {
        $rivals = array_map(static fn (): Rival => new Rival($part, $config), range(1, self::RIVALS));
        foreach ($rivals as $rival) {
            $rival->ready();
        }
        foreach ($rivals as $rival) {
            $rival->go();
        }
        return array_map(static fn (Rival $rival): array => $rival->end(), $rivals);
    }

    /** @return array<string, mixed> */
    private function config(string $kind): array
    {
        if ($kind !== 'file') {
            return self::mariaDb($kind === 'strict' ? self::STRICT : []);
        }
        $this->file = sys_get_temp_dir() . '/ispbridge-' . bin2hex(random_bytes(6)) . '.sqlite';
        touch($this->file);
        $config = ['driver' => 'sqlite', 'database' => $this->file, 'prefix' => ''];
        Shop::open($config);
        Tables::ensure();
        return $config;
    }

    /**
     * The row that a claim writes.
     *
     * @param array<string, mixed> $intent
     * @return array<string, mixed>
     */
    private function rowOf(array $intent): array
    {
        $this->claim($intent);
        $row = (array) Capsule::table(Journal::TABLE)->first();
        Capsule::table(Journal::TABLE)->delete();
        return $row;
    }

    /**
     * Calls back before each insert of ours with its number.
     *
     * @param callable(int): mixed $before
     * @return callable(): int how many there were
     */
    private function countInserts(callable $before): callable
    {
        $inserts = 0;
        Capsule::connection()->beforeExecuting(static function (string $query) use (&$inserts, $before): void {
            if (str_starts_with($query, 'insert')) {
                $before(++$inserts);
            }
        });
        return static function () use (&$inserts): int {
            return $inserts;
        };
    }
}
