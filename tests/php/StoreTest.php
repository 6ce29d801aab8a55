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

    /** @return array{effect: string, key: string, title: string, description: string} */
    private function task(string $key): array
    {
        return ['effect' => 'task', 'key' => $key, 'title' => 'A title', 'description' => 'What to do.'];
    }
}
