<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\HostTestCase;

/** crons/cron.php and the two tasks that ask registrars how domains stand. */
final class SyncTest extends HostTestCase
{
    private const BOTH = 'do --DomainStatusSync --DomainTransferSync';

    protected function setUp(): void
    {
        parent::setUp();
        self::$host->database()->exec('DELETE FROM tbldomains');
        self::$host->database()->exec('DELETE FROM host_sync_report');
    }

    /** @return array<string, array{array<string, mixed>, string, string}> answer, status, expiry */
    public static function answers(): array
    {
        $date = '2031-02-03';
        return [
            'nothing' => [[], 'Pending Registration', '0000-00-00'],
            'active' => [['active' => true, 'expirydate' => $date], 'Active', $date],
            'inactive' => [['active' => false, 'expirydate' => $date], 'Pending Registration', $date],
            'cancelled' => [['cancelled' => true], 'Cancelled', '0000-00-00'],
            'gone' => [['transferredAway' => true, 'active' => true], 'Transferred Away', '0000-00-00'],
            'expired' => [['expired' => true], 'Expired', '0000-00-00'],
            'error wins' => [['error' => 'none', 'active' => true, 'expirydate' => $date], 'Pending Registration', '0000-00-00'],
            'no date' => [['active' => true, 'expirydate' => '03.02.2031'], 'Pending Registration', '0000-00-00'],
            'day that is none' => [['active' => true, 'expirydate' => '2031-02-30'], 'Pending Registration', '0000-00-00'],
            'exception' => [['throw' => 'exploded'], 'Pending Registration', '0000-00-00'],
        ];
    }

    /**
     * @dataProvider answers
     * @param array<string, mixed> $answer
     */
    public function testSyncWritesWhatTheRegistrarSays(array $answer, string $status, string $expiry): void
    {
        self::addDomain(['domain' => 'asked.com', 'status' => 'Pending Registration']);
        self::$host->journal()->answer(['asked' => $answer]);
        self::cron('do --DomainStatusSync');
        $domain = $this->domain('asked.com');
        self::assertSame([$status, $expiry], [$domain['status'], $domain['expirydate']]);
        self::assertSame('0000-00-00', $domain['nextduedate'], 'follows only where the shop wants it');
        $params = self::$host->journal()->last('Sync');
        self::assertSame(['asked.com', 'Pending Registration', 'probe'], [
            $params['domain'], $params['status'], $params['registrar'],
        ]);
    }

    public function testAnErrorStandsInTheReport(): void
    {
        self::addDomain(['domain' => 'asked.com']);
        self::addDomain(['domain' => 'broken.com']);
        self::$host->journal()->answer(['asked' => ['error' => 'no answer'], 'broken' => ['expirydate' => '1.2.31']]);
        self::cron('do --DomainStatusSync');
        self::assertSame(['no answer', '“1.2.31” is no date of the form 2030-01-31'], self::report('error'));
    }

    public function testTheSwitchTakesTheMeaningFromExpired(): void
    {
        self::addDomain(['domain' => 'asked.com']);
        self::$host->journal()->answer(['asked' => ['expired' => true]]);
        self::setting('HostQuirkSyncKnowsExpired', 'off');
        self::cron('do --DomainStatusSync');
        self::setting('HostQuirkSyncKnowsExpired', '');
        self::assertSame('Active', $this->domain('asked.com')['status']);
    }

    public function testTheDueDateFollowsWithItsDistance(): void
    {
        self::addDomain(['domain' => 'asked.com']);
        self::$host->journal()->answer(['asked' => ['expirydate' => '2031-03-03']]);
        self::setting('DomainSyncNextDueDate', 'on');
        self::setting('DomainSyncNextDueDateDays', '5');
        self::cron('do --DomainStatusSync');
        self::setting('DomainSyncNextDueDate', '');
        $domain = $this->domain('asked.com');
        self::assertSame(['2031-02-26', '2031-02-26'], [$domain['nextduedate'], $domain['nextinvoicedate']]);
    }

    public function testNotifyOnlyWritesTheReportAndNothingElse(): void
    {
        self::addDomain(['domain' => 'asked.com']);
        self::addDomain(['domain' => 'moving.com', 'status' => 'Pending Transfer']);
        self::$host->journal()->answer(['asked' => ['cancelled' => true], 'moving' => ['completed' => true]]);
        self::setting('DomainSyncNotifyOnly', 'on');
        self::cron(self::BOTH);
        self::setting('DomainSyncNotifyOnly', '');
        self::assertSame('Active', $this->domain('asked.com')['status']);
        self::assertSame('Pending Transfer', $this->domain('moving.com')['status']);
        self::assertNotContains('DomainTransferCompleted', self::$host->journal()->names());
        self::assertSame(['status: Pending Transfer → Active', 'status: Active → Cancelled'], self::report('changes'));
    }

    public function testASwitchedOffSyncAsksNobody(): void
    {
        self::addDomain(['domain' => 'asked.com']);
        self::setting('DomainSyncEnabled', '');
        self::cron(self::BOTH);
        self::setting('DomainSyncEnabled', 'on');
        self::assertSame(['AfterCronJob'], self::$host->journal()->names());
    }

    public function testOnlyDomainsThatCountAreAsked(): void
    {
        foreach (['Pending', 'Expired', 'Cancelled', 'Transferred Away', 'Redemption'] as $number => $status) {
            self::addDomain(['domain' => "other{$number}.com", 'status' => $status]);
        }
        self::addDomain(['domain' => 'moving.com', 'status' => 'Pending Transfer']);
        self::addDomain(['domain' => 'nobody.com', 'registrar' => 'nobody']);
        self::addDomain(['domain' => 'asked.com']);
        self::cron(self::BOTH);
        $asked = array_map(
            static fn (array $entry): string => $entry['name'] . ' ' . ($entry['data']['domain'] ?? ''),
            self::$host->journal()->entries()
        );
        self::assertSame(['TransferSync moving.com', 'Sync asked.com', 'AfterCronJob '], $asked);
    }

    public function testFiftyARunOldestFirstAndThenFromTheStart(): void
    {
        for ($number = 1; $number <= 60; $number++) {
            self::addDomain(['id' => $number, 'domain' => "n{$number}.com"]);
        }
        self::setting('HostPlaceOfDomainStatusSync', '0');
        $runs = [range(1, 50), range(51, 60), range(1, 50)];
        foreach ($runs as $expected) {
            self::$host->journal()->clear();
            self::cron('do --DomainStatusSync');
            $ids = array_filter(array_column(array_column(self::$host->journal()->entries(), 'data'), 'domainid'));
            self::assertSame($expected, $ids);
        }
    }

    public function testACompletedTransferIsActive(): void
    {
        self::addDomain(['id' => 5, 'domain' => 'moving.com', 'status' => 'Pending Transfer', 'registrationperiod' => 2]);
        self::$host->journal()->answer(['moving' => ['completed' => true, 'expirydate' => '2031-02-03']]);
        self::cron('do --DomainTransferSync');
        $domain = $this->domain('moving.com');
        self::assertSame(['Active', '2031-02-03', '2031-02-03'], [
            $domain['status'], $domain['expirydate'], $domain['nextduedate'],
        ]);
        self::assertSame([
            'domainId' => 5, 'domain' => 'moving.com', 'registrationPeriod' => 2, 'expiryDate' => '2031-02-03',
            'registrar' => 'probe',
        ], array_diff_key(self::$host->journal()->last('DomainTransferCompleted'), ['domainObjName' => 0]));
    }

    public function testATransferThatIsPendingOrUnreadableStays(): void
    {
        self::addDomain(['domain' => 'moving.com', 'status' => 'Pending Transfer']);
        foreach ([[], ['error' => 'no answer', 'completed' => true], ['completed' => true, 'failed' => true]] as $answer) {
            self::$host->journal()->answer(['moving' => $answer]);
            self::cron('do --DomainTransferSync');
            self::assertSame('Pending Transfer', $this->domain('moving.com')['status']);
        }
    }

    public function testAFailedTransferIsCancelledOrLeftToAPerson(): void
    {
        self::addDomain(['domain' => 'moving.com', 'status' => 'Pending Transfer']);
        self::$host->journal()->answer(['moving' => ['failed' => true, 'reason' => 'the owner said no']]);
        self::setting('HostQuirkFailedTransferStays', 'on');
        self::cron('do --DomainTransferSync');
        self::assertSame('Pending Transfer', $this->domain('moving.com')['status']);
        $item = self::$host->row('SELECT * FROM tbltodolist');
        self::assertStringContainsString('moving.com failed: the owner said no', $item['description']);
        self::setting('HostQuirkFailedTransferStays', '');
        self::cron('do --DomainTransferSync');
        self::assertSame('Cancelled', $this->domain('moving.com')['status']);
        self::assertArrayNotHasKey('expiryDate', self::$host->journal()->last('DomainTransferFailed'));
    }

    public function testAModuleWithoutTransferSyncIsAskedBySync(): void
    {
        self::addDomain(['domain' => 'arrived.com', 'status' => 'Pending Transfer', 'registrar' => 'older']);
        self::cron(self::BOTH);
        self::assertSame('Active', $this->domain('arrived.com')['status']);
        self::assertSame('2031-07-08', self::$host->journal()->last('DomainTransferCompleted')['expiryDate']);
    }

    public function testTheSwitchAsksBothAboutPendingTransfers(): void
    {
        self::addDomain(['domain' => 'moving.com', 'status' => 'Pending Transfer']);
        self::setting('HostQuirkSyncPendingTransfers', 'on');
        self::cron(self::BOTH);
        self::setting('HostQuirkSyncPendingTransfers', '');
        self::assertSame(['TransferSync', 'Sync', 'AfterCronJob'], self::$host->journal()->names());
    }

    public function testTheDailyRunSynchronisesOnceADayAtItsHour(): void
    {
        self::addDomain(['domain' => 'asked.com']);
        self::setting('HostDailyCronHour', '9');
        self::cron('', '2030-01-01 08:55');
        self::assertSame(['AfterCronJob'], self::$host->journal()->names());
        self::cron('', '2030-01-01 09:00');
        self::cron('', '2030-01-01 09:05');
        self::setting('HostDailyCronHour', '');
        self::assertSame(
            ['AfterCronJob', 'Sync', 'DailyCronJob', 'AfterCronJob', 'AfterCronJob'],
            self::$host->journal()->names()
        );
    }

    public function testAWrongCommandLineIsRefused(): void
    {
        foreach (['do --Everything', 'all', '--DomainStatusSync'] as $arguments) {
            self::assertStringContainsString("not understood: {$arguments}", self::cron($arguments));
        }
        self::assertSame([], self::$host->journal()->names());
    }

    private static function cron(string $arguments, string $clock = ''): string
    {
        $output = self::$host->cron($arguments, $clock);
        self::assertDoesNotMatchRegularExpression('/Warning|Notice|Fatal|Deprecated/', $output);
        return $output;
    }

    /** @return list<string> a column of the report, oldest first */
    private static function report(string $column): array
    {
        $rows = self::$host->database()->query("SELECT {$column} FROM host_sync_report ORDER BY id")->fetchAll();
        return array_column($rows, $column);
    }
}
