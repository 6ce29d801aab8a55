<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Store;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

final class StoreTest extends ModuleTestCase
{
    protected function tearDown(): void
    {
        Carbon::setTestNow();
    }

    public function testATodoIsPendingAndDueToday(): void
    {
        Carbon::setTestNow('2026-05-04 23:30:00');
        (new Store())->perform($this->task('register:a.com'));
        [$todo] = Shop::todos();
        self::assertSame(
            ['2026-05-04', 'A title', "What to do.\n\n[ispbridge register:a.com]", 'Pending', '2026-05-04', 0],
            [$todo->date, $todo->title, $todo->description, $todo->status, $todo->duedate, $todo->admin]
        );
    }

    public function testATodoIsNotRepeatedWhileItIsOpen(): void
    {
        $store = new Store();
        $store->perform($this->task('register:a.com'));
        $store->perform($this->task('register:a.com'));
        self::assertCount(1, Shop::todos());
        Capsule::table('tbltodolist')->update(['status' => 'Completed']);
        $store->perform($this->task('register:a.com'));
        self::assertCount(2, Shop::todos());
    }

    public function testAnotherMatterIsAnotherTodo(): void
    {
        $store = new Store();
        foreach (['register:a.com', 'register:aa.com', 'register:A.com', 'register:_.com'] as $key) {
            $store->perform($this->task($key));
        }
        self::assertCount(4, Shop::todos());
    }

    public function testAFailureIsNotedWithoutItsTextAndDoesNotEndTheRun(): void
    {
        $store = new Store();
        $store->perform(['effect' => 'store', 'key' => 'a', 'value' => 'secret']); // there is no table
        self::assertCount(1, Shop::$activityLog);
        self::assertStringContainsString('could not carry out “store a”', Shop::$activityLog[0]);
        self::assertStringNotContainsString('secret', Shop::$activityLog[0]);
    }

    /**
     * @dataProvider answers
     * @param array<string, mixed> $effect
     */
    public function testEveryEffectHasAnAnswerWhileTheDatabaseIsAway(array $effect, mixed $answer): void
    {
        Shop::join(['driver' => 'sqlite', 'database' => '/nowhere/whmcs.sqlite', 'prefix' => '']);
        Shop::$isDown = true;
        $log = tempnam(sys_get_temp_dir(), 'ispbridge');
        $before = ini_set('error_log', $log);
        try {
            self::assertSame($answer, (new Store())->perform($effect));
            self::assertStringContainsString('ispbridge could not carry out', (string) file_get_contents($log));
            self::assertStringNotContainsString('sesame', (string) file_get_contents($log));
        } finally {
            ini_set('error_log', (string) $before);
            unlink($log);
        }
    }

    /** @return array<string, array{array<string, mixed>, mixed}> */
    public static function answers(): array
    {
        $load = static fn (string $what): array => ['effect' => 'load', 'what' => $what, 'scope' => 'a', 'domain' => 'a.com',
            'domain_id' => 7, 'keys' => ['b'], 'after' => 0, 'limit' => 10];
        return [
            'store' => [['effect' => 'store', 'key' => 'a', 'value' => 'sesame'], null],
            'task' => [['effect' => 'task', 'key' => 'a', 'title' => 'b', 'description' => 'sesame'], null],
            'cache' => [['effect' => 'cache', 'scope' => 'a', 'key' => 'b', 'value' => ['sesame'], 'seconds' => 1], null],
            'load cache' => [$load('cache'), []],
            'load journal' => [$load('journal'), null],
            'load open' => [$load('open'), null],
            'load domain' => [$load('domain'), null],
            'load applications' => [$load('applications'), null],
            'claim' => [Intent::of(['before' => ['sesame']]), ['claimed' => false]],
            'status' => [
                ['effect' => 'status', 'registrar' => 'a', 'domain_id' => 7, 'operation' => 'register', 'state' => 'sesame'],
                null,
            ],
            'settle' => [['effect' => 'settle', 'id' => 1, 'version' => 1, 'state' => 'done', 'evidence' => ['sesame']],
                ['settled' => false]],
            'points' => [['effect' => 'points', 'scope' => 'a', 'want' => 50], ['granted' => 0, 'blocked' => 0]],
        ];
    }

    public function testALoadOfWhatIsNotKnownHereEndsTheRun(): void
    {
        $this->expectException(\UnhandledMatchError::class);
        (new Store())->perform(['effect' => 'load', 'what' => 'money']);
    }

    /** @return array{effect: string, key: string, title: string, description: string} */
    private function task(string $key): array
    {
        return ['effect' => 'task', 'key' => $key, 'title' => 'A title', 'description' => 'What to do.'];
    }
}
