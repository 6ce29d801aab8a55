<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Snapshots;
use WHMCS\Database\Capsule;

final class SnapshotsTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testWhatWasSeenIsFoundByItsExactName(): void
    {
        $this->see(1000, 'a.com', 'b.com');
        $rows = $this->load('a.com', 'c.com')['rows'];
        self::assertSame(['a.com' => ['facts' => ['state' => 'active'], 'seen' => 1000, 'touched' => 0]], $rows);
        self::assertSame([], $this->load()['rows']);
        self::assertEqualsWithDelta(time(), $this->load()['now'], 5);
    }

    /** @dataProvider databases */
    public function testTheNewestWins(): void
    {
        $this->see(1000, 'a.com');
        $this->see(2000, 'a.com', state: 'ending');
        $this->see(1500, 'a.com', state: 'late');
        self::assertSame(['state' => 'ending'], $this->load('a.com')['rows']['a.com']['facts']);
        self::assertSame(2000, $this->load('a.com')['rows']['a.com']['seen']);
    }

    /** @dataProvider databases */
    public function testAPageOfAnyLengthIsKept(): void
    {
        $names = array_map(static fn (int $number): string => "name{$number}.com", range(1, 1001));
        $this->see(1000, ...$names);
        $this->see(2000, ...$names);
        self::assertSame(1001, Capsule::table('mod_ispbridge_snapshot')->where('seen_at', 2000)->count());
    }

    /** @dataProvider databases */
    public function testAChangeOfOursMakesItOldAndStaysWhenItIsSeenAgain(): void
    {
        $this->see(1000, 'a.com', 'b.com');
        Snapshots::touch(self::SCOPE, 'a.com');
        Snapshots::touch('another scope', 'b.com');
        $this->see(1001, 'a.com');
        $rows = $this->load('a.com', 'b.com')['rows'];
        self::assertEqualsWithDelta(time(), $rows['a.com']['touched'], 5);
        self::assertSame(0, $rows['b.com']['touched']);
    }

    /** @dataProvider databases */
    public function testAnOrderMakesItOldUntilItIsSettledAndThenAsOldAsThat(): void
    {
        $this->see(1000, 'example.com');
        $claim = $this->claim();
        $now = $this->load('example.com');
        self::assertSame($now['now'], $now['rows']['example.com']['touched'], 'not settled: just now');
        $this->settle($claim, 'done');
        $this->age('journal', 500, 'claimed_at', 'settled_at');
        self::assertEqualsWithDelta(time() - 500, $this->load('example.com')['rows']['example.com']['touched'], 5);
    }

    /** @dataProvider databases */
    public function testTheAgeIsThatOfTheLatest(): void
    {
        self::assertNull(Snapshots::age('a.com'));
        $this->see(time() - 90, 'a.com');
        self::assertEqualsWithDelta(90, Snapshots::age('a.com'), 5);
    }

    private function see(int $time, string ...$names): void
    {
        $state = $names['state'] ?? 'active';
        unset($names['state']);
        $row = static fn (string $name): array => ['domain' => $name, 'facts' => ['state' => $state]];
        $rows = array_map($row, array_values($names));
        $this->store->perform(['effect' => 'snapshot', 'scope' => self::SCOPE, 'seen' => $time, 'rows' => $rows]);
    }

    /** @return array{now: int, rows: array<string, array<string, mixed>>} */
    private function load(string ...$names): array
    {
        return $this->store->perform(['effect' => 'load', 'what' => 'snapshot', 'scope' => self::SCOPE, 'domains' => $names]);
    }
}
