<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Context;
use Ispbridge\Whmcs\Loop;
use WHMCS\Database\Capsule;

final class PointsTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testReadsGetPointsWhileTheReserveOfOrdersIsWhole(): void
    {
        self::assertSame([50, 50, 50, 50, 0], array_map(fn (): int => $this->lease(50)['granted'], range(1, 5)));
        self::assertSame(200, $this->used());
        self::assertSame(50, $this->lease(50, 'ispapi|ote|shop')['granted'], 'another account');
    }

    /** @dataProvider databases */
    public function testNobodyGetsMoreThanIsLeftOrThanItWants(): void
    {
        self::assertSame(53, $this->lease(53)['granted']);
        self::assertSame(0, $this->lease(-5)['granted']);
        $this->spend(0, 132);
        self::assertSame(15, $this->lease(500)['granted']);
    }

    /** @dataProvider databases */
    public function testAFifthIsForgottenEachMinute(): void
    {
        $this->spend(0, 250);
        self::assertSame(0, $this->lease(50)['granted']);
        $this->age('points', 60, 'touched_at');
        self::assertSame(0, $this->lease(50)['granted'], '200 are left');
        $this->age('points', 60, 'touched_at');
        self::assertSame(40, $this->lease(50)['granted'], '160 are left');
        $this->age('points', 3600, 'touched_at');
        self::assertSame(50, $this->lease(50)['granted']);
        self::assertSame(51, $this->used(), 'what is left is rounded up');
    }

    /** @dataProvider databases */
    public function testWhatWasNotSpentIsGivenBackAndWhatOrdersSpentIsAdded(): void
    {
        $this->lease(50);
        $this->spend(50, 20);
        self::assertSame(20, $this->used());
        $this->spend(0, 400); // orders do not ask
        self::assertSame(420, $this->used());
        $this->spend(500, 0);
        self::assertSame(0, $this->used());
    }

    /** @dataProvider databases */
    public function testWhatIsSpentLaterIsForgottenLater(): void
    {
        $this->spend(0, 100);
        $this->age('points', 6000, 'touched_at');
        $this->spend(0, 10);
        self::assertSame(11, $this->used());
    }

    /** @dataProvider databases */
    public function testABlockStopsTheReadsOfAllUntilItIsOver(): void
    {
        $this->spend(0, 10, 60);
        $this->spend(0, 10, 5);
        $answer = $this->lease(50);
        self::assertSame(0, $answer['granted']);
        self::assertContains($answer['blocked'], [59, 60]);
        $this->age('points', 60, 'blocked_until');
        self::assertSame(['granted' => 50, 'blocked' => 0], $this->lease(50));
    }

    /** @dataProvider databases */
    public function testAWorkerThatIsOutrunAsksAgain(): void
    {
        $this->lease(10);
        $races = 0;
        Capsule::connection()->beforeExecuting(static function (string $query) use (&$races): void {
            if (str_starts_with($query, 'update') && ++$races === 1) {
                Capsule::connection()->statement('UPDATE mod_ispbridge_points SET version = version + 1, used = 30000');
            }
        });
        self::assertSame(10, $this->lease(10)['granted']);
        self::assertSame(2, $races);
        self::assertSame(40, $this->used());
    }

    /** @dataProvider databases */
    public function testWithoutTheTableNothingIsGranted(): void
    {
        Capsule::schema()->drop('mod_ispbridge_points');
        self::assertSame(['granted' => 0, 'blocked' => 0], $this->lease(50));
        $this->spend(0, 5);
        self::assertCount(2, Shop::$activityLog);
    }

    /** @dataProvider databases */
    public function testTheEndOfARunSettlesItsPoints(): void
    {
        $this->succeed([]);
        ScriptedRun::$effects = [['effect' => 'points', 'scope' => self::SCOPE, 'want' => 50]];
        $points = ['scope' => self::SCOPE, 'leased' => 50, 'spent' => 7, 'blocked' => 30];
        ScriptedRun::$outcome += ['points' => $points];
        $outcome = Loop::run('Sync', $this->params(), Context::of($this->params(), '0123456789ab'), $this->store);
        self::assertTrue($outcome['done']);
        self::assertSame([['granted' => 50, 'blocked' => 0]], ScriptedRun::$runs[0]['answers']);
        self::assertSame(7, $this->used());
        self::assertContains($this->lease(1)['blocked'], [29, 30]);
    }

    /** @return array{granted: int, blocked: int} */
    private function lease(int $want, string $scope = self::SCOPE): array
    {
        return $this->store->perform(['effect' => 'points', 'scope' => $scope, 'want' => $want]);
    }

    private function spend(int $leased, int $spent, int $blocked = 0): void
    {
        $points = ['scope' => self::SCOPE, 'leased' => $leased, 'spent' => $spent, 'blocked' => $blocked];
        $this->store->perform(['effect' => 'points_spent'] + $points);
    }

    /** Whole points, rounded up; a second may pass within a test. */
    private function used(): int
    {
        return (int) ceil(Capsule::table('mod_ispbridge_points')->where('scope', json_encode(self::SCOPE))->value('used') / 1000);
    }
}
