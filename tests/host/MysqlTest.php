<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\TestHost;
use Tests\Support\MariaDb;

/** The same host on MariaDB, reached by a socket: a domain's whole life. */
final class MysqlTest extends HostTestCase
{
    private static MariaDb $server;
    private static Browser $client;
    private static Browser $admin;

    public static function setUpBeforeClass(): void
    {
        if (MariaDb::isWaived()) {
            self::markTestSkipped('ISPBRIDGE_WITHOUT_MARIADB=1');
        }
        self::$server = MariaDb::shared();
        self::$host = new TestHost(['--db', 'mysql:dbname=test;user=root;socket=' . self::$server->socket]);
        $settings = ['Username' => 'demo', 'Password' => 'x', 'Journal' => self::$host->journal()->file];
        self::$host->activate('probe', $settings);
        self::$client = self::$host->clientBrowser();
        self::$admin = self::$host->adminBrowser();
    }

    public function testTheServerIsNotStrict(): void
    {
        $mode = 'echo WHMCS\Database\Capsule::connection()->select("select @@sql_mode as mode")[0]->mode;';
        self::assertStringNotContainsString('STRICT', self::$host->cli($mode));
    }

    public function testAnOrderRunsAndASecondInstallationKeepsIt(): void
    {
        $entries = ['domain' => 'maria.com', 'idprotection' => 'on'];
        $page = self::$client->submit(self::$client->get('cart.php'), $entries);
        self::assertStringContainsString('maria.com is registered', $page->notice('success'));
        $columns = ['firstpaymentamount', 'status', 'userid'];
        $row = ['firstpaymentamount' => '12.00', 'status' => 'Active', 'userid' => 1];
        self::assertSame($row, $this->columns('maria.com', $columns));
        self::$host->install();
        self::assertSame($row, $this->columns('maria.com', $columns));
    }

    /** @depends testAnOrderRunsAndASecondInstallationKeepsIt */
    public function testARenewalByTheCustomer(): void
    {
        $before = (int) $this->columns('maria.com', ['expirydate'])['expirydate'];
        $details = self::$client->get('clientarea.php?action=domaindetails&id=' . $this->id('maria.com'));
        $page = self::$client->submit($details, ['renewalperiod' => '2'], 'order=renew');
        self::assertStringContainsString('is renewed', $page->notice('success'));
        $domain = $this->columns('maria.com', ['expirydate', 'recurringamount']);
        self::assertSame([$before + 2, '24.00'], [(int) $domain['expirydate'], $domain['recurringamount']]);
    }

    public function testATransferFromItsOrderToItsEnd(): void
    {
        $form = self::$client->get('cart.php?a=add&domain=transfer');
        self::$client->submit($form, ['domain' => 'moves.com', 'eppcode' => 'cödé']);
        self::assertSame('cödé', self::$host->journal()->last('TransferDomain')['eppcode']);
        self::assertSame(['status' => 'Pending Transfer'], $this->columns('moves.com', ['status']));
        self::$host->journal()->answer(['moves' => ['completed' => true, 'expirydate' => '2031-02-03']]);
        self::$host->cron('--daily');
        self::assertSame(
            ['status' => 'Active', 'expirydate' => '2031-02-03', 'nextduedate' => '2031-02-03'],
            $this->columns('moves.com', ['status', 'expirydate', 'nextduedate'])
        );
        self::assertStringContainsString('Pending Transfer → Active', self::$admin->get('admin/domainsync.php')->text());
    }

    public function testAFailureWaitsInTheQueueAndIsSettled(): void
    {
        self::$client->submit(self::$client->get('cart.php'), ['domain' => 'error-maria.com']);
        $queue = self::$admin->get('admin/modulequeue.php');
        self::assertStringContainsString('error-maria.com RegisterDomain', $queue->text());
        $page = self::$admin->submit($queue, [], 'action=retry');
        self::assertStringContainsString('code 505', $page->notice('error'));
        $page = self::$admin->submit($page, [], 'action=resolve');
        self::assertStringContainsString('No action of a module has failed', $page->text());
    }

    public function testProcessesWriteAtOnce(): void
    {
        self::$client->submit(self::$client->get('cart.php'), ['domain' => 'at-once.com']);
        $id = $this->id('at-once.com');
        foreach (array_map(static fn () => self::$host->act(['idprotect', $id, 'on']), range(1, 5)) as $act) {
            self::assertSame(['error' => '', 'idprotection' => 1], array_intersect_key(
                $act->end(),
                ['error' => 0, 'idprotection' => 0]
            ));
        }
    }

    public function testAProcessThatDiesInTheModuleLeavesTheShopWhole(): void
    {
        self::$client->submit(self::$client->get('cart.php'), ['domain' => 'dies.com']);
        $before = $this->columns('dies.com', ['expirydate', 'status']);
        self::$host->journal()->answer(['slow' => 30000000]);
        $act = self::$host->act(['renew', $this->id('dies.com'), '1']);
        self::awaitRenewal($act);
        $act->kill();
        self::assertSame($before, $this->columns('dies.com', ['expirydate', 'status']));
        self::$host->journal()->answer([]);
        $end = self::$host->act(['renew', $this->id('dies.com'), '1'])->end();
        self::assertSame((int) $before['expirydate'] + 1, (int) $end['expirydate']);
    }

    private function id(string $name): string
    {
        return (string) $this->columns($name, ['id'])['id'];
    }

    /**
     * @param list<string> $columns
     * @return array<string, mixed>
     */
    private function columns(string $name, array $columns): array
    {
        $code = 'echo json_encode(WHMCS\Database\Capsule::table("tbldomains")->where("domain", "%s")->first(%s));';
        return json_decode(self::$host->cli(sprintf($code, $name, json_encode($columns))), true);
    }
}
