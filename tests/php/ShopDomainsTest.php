<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Findings;
use WHMCS\Database\Capsule;

final class ShopDomainsTest extends DomainsTestCase
{
    /** @dataProvider databases */
    public function testBlocksFollowOneAnotherAndLeaveOutWhatIsNotOurs(): void
    {
        $this->domain(1);
        $this->domain(2, ['registrar' => 'other']);
        $this->domain(3, ['status' => 'Cancelled']);
        $this->domain(4, ['status' => 'Grace', 'domain' => 'öbb.at']);
        $this->domain(5);
        self::assertSame([1, 4], array_column($this->load(0, 2), 'id'));
        self::assertSame([5], array_column($this->load(4, 2), 'id'));
        self::assertSame([], $this->load(5, 2));
        $row = $this->load(1, 1)[0];
        self::assertSame(['öbb.at', 'Grace', '2026-01-01'], [$row['domain'], $row['status'], $row['expirydate']]);
    }

    /** @dataProvider databases */
    public function testADateIsWrittenWhereItStillIsWhatItWasAndNotedWithWhatItWas(): void
    {
        $this->domain(1);
        $this->domain(2, ['expirydate' => '2025-05-05']); // changed since it was compared
        $this->domain(3, ['status' => 'Cancelled']);
        $this->write($this->change(1), $this->change(2), $this->change(3), $this->change(4));
        self::assertSame('2027-01-01', $this->dates(1)['expirydate']);
        self::assertSame('2025-12-22', $this->dates(1)['nextduedate']);
        self::assertSame('2025-05-05', $this->dates(2)['expirydate']);
        self::assertSame('2026-01-01', $this->dates(3)['expirydate']);
        self::assertSame([['date', ['expirydate' => '2026-01-01'], ['expirydate' => '2027-01-01']]], $this->audit());
        $this->write($this->change(1));
        self::assertCount(1, $this->audit(), 'what is written is not written again');
    }

    /** @dataProvider databases */
    public function testTheDueDateFollowsOnlyWhileNoInvoiceIsOut(): void
    {
        $this->domain(1);
        $this->domain(2, ['nextinvoicedate' => '2026-12-22']); // invoiced since
        $due = ['due_from' => '2025-12-22', 'due_to' => '2026-12-22'];
        $this->write($this->change(1) + $due, $this->change(2) + $due);
        $moved = ['expirydate' => '2027-01-01', 'nextduedate' => '2026-12-22', 'nextinvoicedate' => '2026-12-22'];
        self::assertSame($moved, $this->dates(1));
        self::assertSame('2026-01-01', $this->dates(2)['expirydate']);
        self::assertCount(1, $this->audit());
        self::assertSame($moved, $this->audit()[0][2]);
    }

    /** @dataProvider datesThatAreNone */
    public function testAMissingDateIsFilled(string $database, ?string $none): void
    {
        $this->domain(1, ['expirydate' => $none]);
        $this->domain(2, ['expirydate' => '2025-05-05']);
        $this->write(['from' => ''] + $this->change(1), ['from' => ''] + $this->change(2));
        self::assertSame(['2027-01-01', '2025-05-05'], [$this->dates(1)['expirydate'], $this->dates(2)['expirydate']]);
    }

    /** @return array<string, array{string, ?string}> */
    public static function datesThatAreNone(): array
    {
        return [
            'zeros' => ['plain', '0000-00-00'], 'zeros in SQLite' => ['sqlite', '0000-00-00'], 'empty' => ['sqlite', ''],
            'nothing' => ['plain', null], 'nothing, strict' => ['strict', null],
        ];
    }

    /** @dataProvider databases */
    public function testAnAuditThatCannotBeWrittenWritesNoDateEither(): void
    {
        $this->domain(1);
        $this->write(['domain' => str_repeat('a', 300)] + $this->change(1));
        self::assertSame('2026-01-01', $this->dates(1)['expirydate']);
        self::assertNotSame([], Shop::$activityLog);
    }

    /** @dataProvider databases */
    public function testFindingsOfDomainsThatAreOverAreForgotten(): void
    {
        $this->domain(1);
        $this->domain(2, ['status' => 'Transferred Away']);
        $row = static fn (int $id): array => [
            'domain_id' => $id, 'domain' => "domain{$id}.com", 'kind' => 'missing', 'value' => '', 'message' => [],
        ];
        $rows = array_map($row, [1, 2, 3]);
        Findings::keep(['scope' => self::SCOPE, 'kinds' => [], 'domain_ids' => [1, 2, 3], 'rows' => $rows]);
        Findings::forget();
        self::assertSame(1, Findings::count());
        self::assertCount(1, Findings::ofShopDomain(1));
    }

    /** @dataProvider databases */
    public function testEndsOfTheLastDayAreCountedByDomain(): void
    {
        foreach ([1, 2, 3] as $id) {
            $this->domain($id);
        }
        $this->domain(4, ['status' => 'Transferred Away']);
        $this->domain(5, ['status' => 'Grace']); // the engine says which states count
        foreach ([1, 1, 2] as $id) {
            $this->end($id);
        }
        self::assertSame(['count' => 2, 'total' => 3], $this->finals());
        $this->age('audit', 86400, 'made_at');
        $this->end(3);
        self::assertSame(['count' => 1, 'total' => 3], $this->finals());
    }

    /** @dataProvider databases */
    public function testAnEndThatWasStoppedIsCountedNoMoreAndStaysWrittenDown(): void
    {
        foreach ([1, 2] as $id) {
            $this->domain($id);
            $this->end($id);
        }
        $this->end(2, 'another run');
        $stop = fn (string $trace): mixed => $this->store->perform(
            ['effect' => 'audit_stopped', 'scope' => self::SCOPE, 'domain_id' => 2, 'trace' => $trace]
        );
        $stop('0123456789ab');
        self::assertSame(2, $this->finals()['count'], 'the other run has not been stopped');
        $stop('another run');
        self::assertSame(1, $this->finals()['count']);
        $kinds = Capsule::table('mod_ispbridge_audit')->orderBy('id')->pluck('kind')->all();
        self::assertSame(['final', 'stopped', 'stopped'], $kinds);
    }

    private function end(int $id, string $trace = '0123456789ab'): void
    {
        $this->store->perform([
            'effect' => 'audit', 'scope' => self::SCOPE, 'kind' => 'final', 'domain_id' => $id, 'domain' => "domain{$id}.com",
            'before' => ['status' => 'Active'], 'after' => ['state' => 'gone'], 'trace' => $trace,
        ]);
    }

    /** @return array{count: int, total: int} */
    private function finals(): array
    {
        return $this->store->perform(['effect' => 'load', 'what' => 'finals', 'scope' => self::SCOPE, 'registrar' => 'ispapi',
            'statuses' => ['Active', 'Expired']]);
    }

    /** @return array<string, mixed> */
    private function change(int $id): array
    {
        return ['id' => $id, 'domain' => "domain{$id}.com", 'from' => '2026-01-01', 'to' => '2027-01-01'];
    }

    /** @param array<string, mixed> ...$rows */
    private function write(array ...$rows): void
    {
        $this->store->perform(['effect' => 'dates', 'scope' => self::SCOPE, 'trace' => '0123456789ab', 'rows' => $rows]);
    }

    /** @return list<array<string, mixed>> */
    private function load(int $after, int $limit): array
    {
        return $this->store->perform([
            'effect' => 'load', 'what' => 'domains', 'registrar' => 'ispapi', 'after' => $after, 'limit' => $limit,
            'statuses' => ['Active', 'Grace'],
        ]);
    }
}
