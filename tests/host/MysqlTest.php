<?php

declare(strict_types=1);

namespace Tests\Host;

use PHPUnit\Framework\TestCase;
use Tests\Host\Support\TestHost;
use Tests\Support\MariaDb;

/** The same host on MariaDB, reached by a socket. */
final class MysqlTest extends TestCase
{
    public function testAnOrderRunsOnMariaDb(): void
    {
        if (!MariaDb::isInstalled()) {
            self::markTestSkipped('mariadb-server is not installed');
        }
        $server = MariaDb::shared();
        $host = new TestHost(['--db', "mysql:dbname=test;user=root;socket={$server->socket}"]);
        try {
            $this->order($host);
        } finally {
            $host->stop();
        }
    }

    private function order(TestHost $host): void
    {
        $host->activate('probe', ['Username' => 'demo', 'Password' => 'x', 'Journal' => $host->journal()->file]);
        $client = $host->clientBrowser();
        $page = $client->submit($client->get('cart.php'), ['domain' => 'maria.com', 'idprotection' => 'on']);
        self::assertStringContainsString('maria.com is registered', $page->notice('success'));
        $read = 'echo json_encode(WHMCS\Database\Capsule::table("tbldomains")->first(%s));';
        $columns = '["firstpaymentamount", "status", "userid"]';
        $row = '{"firstpaymentamount":"12.00","status":"Active","userid":1}';
        self::assertSame($row, $host->cli(sprintf($read, $columns)));
        $mode = 'echo WHMCS\Database\Capsule::connection()->select("select @@sql_mode as mode")[0]->mode;';
        self::assertStringNotContainsString('STRICT', $host->cli($mode));
        $host->install();
        self::assertSame($row, $host->cli(sprintf($read, $columns)), 'a second run keeps the data');
    }
}
