<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;

final class ModuleLogTest extends HostTestCase
{
    private Browser $admin;

    protected function setUp(): void
    {
        parent::setUp();
        self::$host->database()->exec('DELETE FROM tblmodulelog');
        self::$host->cli("WHMCS\\Config\\Setting::setValue('ModuleDebugMode', 'on');");
        $this->admin = self::$host->adminBrowser();
    }

    public function testACallIsLoggedWithItsSecretsMasked(): void
    {
        $this->order(self::$host->clientBrowser(), 'logged.com');
        $entry = self::$host->row('SELECT * FROM tblmodulelog');
        self::assertSame(['probe', 'RegisterDomain'], [$entry['module'], $entry['action']]);
        self::assertStringContainsString('[domain] => logged.com', $entry['request']);
        self::assertSame('code=200 ***********', $entry['response']);
        self::assertStringNotContainsString('p&ss', $entry['request']);
    }

    public function testTheEntryIsShownEscaped(): void
    {
        self::$host->cli("logModuleCall('m', 'a', '<b>request</b>', '<i>response</i>', ['x' => '<script>'], ['']);");
        $id = self::$host->row('SELECT * FROM tblmodulelog')['id'];
        $page = $this->admin->get("admin/systemmodulelog.php?id={$id}");
        foreach (['<b>request</b>', '<i>response</i>', '[x] => <script>'] as $shown) {
            self::assertStringContainsString($shown, $page->text());
            self::assertStringNotContainsString($shown, $page->body);
        }
    }

    public function testTheLongestSecretIsMaskedWhole(): void
    {
        self::$host->cli("logModuleCall('m', 'a', 'pass=secret-long', '', '', ['secret', 'secret-long', null, 7]);");
        self::assertSame('pass=***********', self::$host->row('SELECT * FROM tblmodulelog')['request']);
    }

    public function testTheLogIsPaged(): void
    {
        self::$host->cli("foreach (range(1, 60) as \$n) { logModuleCall('m', 'action' . \$n, '', ''); }");
        $first = $this->admin->get('admin/systemmodulelog.php')->text();
        $last = $this->admin->get('admin/systemmodulelog.php?page=99')->text();
        self::assertStringContainsString('action60', $first);
        self::assertStringNotContainsString('action35 ', $first);
        self::assertStringContainsString('Page 3 of 3, 60 entries', $last);
        self::assertStringContainsString('action1 ', $last . ' ');
    }

    public function testTheSwitchStopsTheLog(): void
    {
        $page = $this->admin->submit($this->admin->get('admin/systemmodulelog.php'), [], 'action=off');
        self::assertStringContainsString('The log is empty. Switch it on', $page->text());
        self::$host->cli("logModuleCall('m', 'a', '', '');");
        self::assertSame([], self::$host->row('SELECT * FROM tblmodulelog'));
        $this->admin->submit($page, [], 'action=on');
        self::$host->cli("logModuleCall('m', 'a', '', '');");
        self::assertNotSame([], self::$host->row('SELECT * FROM tblmodulelog'));
    }

    public function testTheLogIsEmptiedByAFormWithToken(): void
    {
        self::$host->cli("logModuleCall('m', 'a', '', '');");
        $page = $this->admin->get('admin/systemmodulelog.php');
        self::assertSame(403, $this->admin->submit($page, ['token' => 'x'], 'action=clear')->status);
        self::assertNotSame([], self::$host->row('SELECT * FROM tblmodulelog'));
        $this->admin->submit($page, [], 'action=clear');
        self::assertSame([], self::$host->row('SELECT * FROM tblmodulelog'));
    }

    public function testAnEntryThatIsNotThereIsNotFound(): void
    {
        self::assertSame(404, $this->admin->get('admin/systemmodulelog.php?id=123456')->status);
    }
}
