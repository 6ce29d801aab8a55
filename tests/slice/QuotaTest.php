<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Slice\Support\SliceTestCase;

/** The platform's quota, shared by all workers through one row of the database. */
final class QuotaTest extends SliceTestCase
{
    private const NAME = 'slice-of-quota.com';

    public function testWhatOneWorkerIsToldByThePlatformHoldsForAll(): void
    {
        $this->connect();
        $this->order(self::NAME);
        $this->sandbox->post('faults', ['command' => 'StatusDomain', 'effect' => 'answer', 'code' => 425]);
        $this->adminPage(self::NAME);
        $asked = $this->sandbox->commands()['StatusDomain'];
        $this->adminPage(self::NAME); // served by another run, which learns of the block from the row
        self::assertSame($asked, $this->sandbox->commands()['StatusDomain']);
        $this->letTimePass(61);
        $this->adminPage(self::NAME);
        self::assertGreaterThan($asked, $this->sandbox->commands()['StatusDomain']);
    }

    public function testAnOrderIsNeverHeldBackByTheQuota(): void
    {
        $this->connect();
        $this->order(self::NAME);
        $this->sandbox->post('faults', ['command' => 'StatusDomain', 'effect' => 'answer', 'code' => 425]);
        $this->adminPage(self::NAME);
        $page = $this->order('slice-of-order.com');
        self::assertStringContainsString('is registered', $page->notice('success'));
        self::assertSame(['AddDomain'], $this->sandbox->charges('slice-of-order.com'));
    }

    public function testReadsLeaveWhatOrdersNeed(): void
    {
        $this->connect();
        $this->order(self::NAME);
        $this->host->database()->exec('UPDATE mod_ispbridge_points SET used = 400000');
        $asked = $this->sandbox->commands()['StatusDomain'];
        $this->adminPage(self::NAME);
        self::assertSame($asked, $this->sandbox->commands()['StatusDomain']);
    }

    /** For the row of the quota: its clock is the database's. */
    private function letTimePass(int $seconds): void
    {
        $this->host->database()->exec("UPDATE mod_ispbridge_points SET blocked_until = blocked_until - {$seconds}");
    }
}
