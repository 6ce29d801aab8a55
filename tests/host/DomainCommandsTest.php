<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\Page;

/** What administrators and customers order on the page of a domain, and the lists of the admin area. */
final class DomainCommandsTest extends HostTestCase
{
    private static Browser $client;
    private static Browser $admin;

    public static function setUpBeforeClass(): void
    {
        parent::setUpBeforeClass();
        self::$client = self::$host->clientBrowser();
        self::$admin = self::$host->adminBrowser();
        foreach (['mine.com', 'error-mine.com', 'text-mine.com', 'mailed.com', 'open.com', 'mine.co.uk'] as $name) {
            self::addDomain(['domain' => $name, 'expirydate' => '2030-01-02', 'nextduedate' => '2030-01-02']);
        }
    }

    /** @return array<string, array{string, array<string, string>, string, string, array<string, mixed>}> */
    public static function commands(): array
    {
        return [
            'renew' => ['action=renew', ['renewalperiod' => '2'], 'is renewed', 'RenewDomain', ['regperiod' => 2]],
            'release' => ['action=release', ['transfertag' => 'TAG'], 'was released', 'ReleaseDomain', ['transfertag' => 'TAG']],
            'delete' => ['action=delete', [], 'asked to delete', 'RequestDelete', []],
            'protect' => ['action=idprotect', [], 'ID protection is on', 'IDProtectToggle', ['protectenable' => true]],
            'unprotect' => ['action=idprotect', [], 'ID protection is off', 'IDProtectToggle', ['protectenable' => false]],
            'lock' => ['action=reglock', [], 'is locked', 'SaveRegistrarLock', ['lockenabled' => 'locked']],
            'unlock' => [
                'action=reglock', ['lockstatus' => 'unlocked'], 'is unlocked', 'SaveRegistrarLock', ['lockenabled' => 'unlocked'],
            ],
            'code' => ['action=eppcode', [], 'The EPP code is a<b&c', 'GetEPPCode', []],
            'custom' => ['ac=Refresh', [], 'The module carried it out', 'Refresh', []],
        ];
    }

    /**
     * @dataProvider commands
     * @param array<string, string> $fields
     * @param array<string, mixed> $expected
     */
    public function testTheAdministratorCommandsTheRegistrar(
        string $button,
        array $fields,
        string $notice,
        string $function,
        array $expected
    ): void {
        $page = self::$admin->submit($this->adminDomainPage(self::$admin, 'mine.com'), $fields, $button);
        self::assertStringContainsString($notice, $page->notice('success'));
        $params = self::$host->journal()->last($function);
        self::assertSame('mine.com', $params['domain']);
        self::assertSame($expected, array_intersect_key($params, $expected));
    }

    /** @return array<string, array{string, string}> */
    public static function refusedCommands(): array
    {
        $buttons = [
            'action=renew', 'action=delete', 'action=idprotect', 'action=reglock', 'action=eppcode', 'action=transfer',
            'ac=Refresh',
        ];
        return array_combine($buttons, array_map(static fn (string $button): array => [$button, 'code 505 <raw>'], $buttons));
    }

    /** @dataProvider refusedCommands */
    public function testTheAdministratorReadsTheModulesOwnWords(string $button, string $words): void
    {
        $page = self::$admin->submit($this->adminDomainPage(self::$admin, 'error-mine.com'), [], $button);
        self::assertStringContainsString($words, $page->text());
        self::assertStringNotContainsString('<raw>', $page->body);
        self::assertSame('', $page->notice('success'));
    }

    public function testATextOfACustomFunctionIsAFailure(): void
    {
        $page = self::$admin->submit($this->adminDomainPage(self::$admin, 'text-mine.com'), [], 'ac=Refresh');
        self::assertSame('Registrar error: a text', $page->notice('error'));
    }

    public function testOnlyButtonsOfTheModuleCanBePressed(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'mine.com');
        self::assertStringContainsString('Refresh &lt;now&gt;', $page->body);
        $page = self::$admin->submit($page, ['ac' => 'NoButton', 'regaction' => 'custom'], 'action=renew');
        self::assertStringContainsString('no such button', $page->notice('error'));
        self::assertNotContains('NoButton', self::$host->journal()->names());
    }

    public function testALinkToAButtonNeedsTheToken(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'mine.com');
        $link = "admin/clientsdomains.php?action=domaindetails&id={$this->domain('mine.com')['id']}&regaction=custom&ac=Refresh";
        self::assertSame(403, self::$admin->get($link)->status);
        self::assertNotContains('Refresh', self::$host->journal()->names());
        $page = self::$admin->get("{$link}&token={$page->fields($page->form())['token']}");
        self::assertStringContainsString('carried it out', $page->notice('success'));
        self::assertContains('Refresh', self::$host->journal()->names());
    }

    public function testNothingIsPostedWithoutToken(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'mine.com');
        foreach (['action=renew', 'action=delete', 'action=save', 'ac=Refresh'] as $button) {
            self::assertSame(403, self::$admin->submit($page, ['token' => ''], $button)->status);
        }
        self::assertSame(['GetDomainInformation'], self::$host->journal()->names());
    }

    public function testTheAdministratorEditsTheShopsOwnData(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'open.com');
        self::assertSame([], $page->unlabelled());
        $fields = ['status' => 'Redemption', 'expirydate' => '2030-05-06', 'nextduedate' => '', 'probefield' => 'typed'];
        $page = self::$admin->submit($page, $fields, 'action=save');
        self::assertStringContainsString('was saved', $page->notice('success'));
        $domain = $this->domain('open.com');
        self::assertSame(['Redemption', '2030-05-06', '0000-00-00'], [
            $domain['status'], $domain['expirydate'], $domain['nextduedate'],
        ]);
        $saved = self::$host->journal()->last('AdminClientDomainsTabFieldsSave');
        self::assertSame(['typed', (string) $domain['id']], [$saved['probefield'], $saved['id']]);
        self::assertSame((int) $domain['id'], self::$host->journal()->last('DomainEdit')['domainid']);
        self::$admin->submit($page, ['status' => 'Stolen', 'expirydate' => 'soon'], 'action=save');
        $domain = $this->domain('open.com');
        self::assertSame(['Redemption', '2030-05-06'], [$domain['status'], $domain['expirydate']]);
    }

    public function testTabFieldsOfModuleAndHookAreShown(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'mine.com');
        self::assertStringContainsString('name="probefield"', $page->body);
        self::assertStringContainsString('Probe says', $page->text());
    }

    public function testTheCustomerRenewsOnce(): void
    {
        $page = $this->details('mine.com');
        self::assertSame([], $page->unlabelled());
        $before = $this->domain('mine.com')['expirydate'];
        $first = self::$client->submit($page, ['renewalperiod' => '3'], 'order=renew');
        self::assertSame('The domain is renewed.', $first->notice('success'));
        $second = self::$client->submit($page, ['renewalperiod' => '3'], 'order=renew');
        self::assertStringContainsString('renewed once', $second->notice('error'));
        self::assertCount(1, array_keys(self::$host->journal()->names(), 'RenewDomain', true));
        self::assertSame(3, self::$host->journal()->last('RenewDomain')['regperiod']);
        $domain = $this->domain('mine.com');
        self::assertSame((int) substr($before, 0, 4) + 3, (int) substr($domain['expirydate'], 0, 4));
        self::assertSame(['36.00', 3], [$domain['recurringamount'], $domain['registrationperiod']]);
        $item = self::$host->row("SELECT * FROM tblinvoiceitems WHERE type = 'Domain' ORDER BY id DESC");
        self::assertSame([$domain['id'], '36.00'], [$item['relid'], $item['amount']]);
        self::assertSame('Paid', self::$host->row("SELECT status FROM tblinvoices WHERE id = {$item['invoiceid']}")['status']);
    }

    public function testTwoRenewalsAtTheSameMomentAreOne(): void
    {
        $page = $this->details('mine.com');
        $fields = array_diff_key($page->fields($page->form('order=renew')), ['form' => 0]);
        $pages = self::$client->submitAtOnce($page, $fields, 3);
        self::assertSame([200, 200, 200], array_map(static fn (Page $answer): int => $answer->status, $pages));
        self::assertCount(1, array_keys(self::$host->journal()->names(), 'RenewDomain', true));
    }

    public function testAFailedRenewalIsNeutralForTheCustomerAndWaitsInTheQueue(): void
    {
        $page = self::$client->submit($this->details('error-mine.com'), ['renewalperiod' => '2'], 'order=renew');
        self::assertStringContainsString('manual check', $page->notice('error'));
        self::assertStringNotContainsString('505', $page->text());
        $queue = self::$admin->get('admin/modulequeue.php');
        self::assertStringContainsString('error-mine.com RenewDomain', $queue->text());
        self::assertSame([], $queue->unlabelled());
        $id = self::$host->row("SELECT id FROM tblmodulequeue WHERE module_action = 'RenewDomain' AND completed = 0")['id'];
        $retried = self::$admin->submit($queue, ['id' => (string) $id], 'action=retry');
        self::assertStringContainsString('code 505 <raw>', $retried->notice('error'));
        self::assertSame(2, self::$host->journal()->last('RenewDomain')['regperiod'], 'again for the period that was bought');
        self::$host->database()->exec("UPDATE tbldomains SET domain = 'good.com' WHERE domain = 'error-mine.com'");
        $retried = self::$admin->submit($retried, ['id' => (string) $id], 'action=retry');
        self::$host->database()->exec("UPDATE tbldomains SET domain = 'error-mine.com' WHERE domain = 'good.com'");
        self::assertStringContainsString('RenewDomain of good.com succeeded', $retried->notice('success'));
        self::assertSame(404, self::$admin->submit($queue, ['id' => (string) $id], 'action=retry')->status, 'settled');
    }

    public function testTheCustomerLocksReleasesAndReadsTheCode(): void
    {
        self::$client->submit($this->details('mine.com'), [], 'form=reglock');
        self::assertSame('unlocked', self::$host->journal()->last('SaveRegistrarLock')['lockenabled']);
        self::assertStringNotContainsString('transtag', $this->details('mine.com')->body, 'only .uk knows tags');
        $page = self::$client->submit($this->details('mine.co.uk'), ['transtag' => 'OTHER'], 'form=release');
        self::assertStringContainsString('released', $page->notice('success'));
        self::assertSame('OTHER', self::$host->journal()->last('ReleaseDomain')['transfertag']);
        self::assertStringContainsString('EPP code of mine.com is a<b&c', $this->code('mine.com'));
        self::assertStringContainsString('by email', $this->code('mailed.com'));
        $failed = $this->code('error-mine.com');
        self::assertStringContainsString('not available right now', $failed);
        self::assertStringNotContainsString('505', $failed);
    }

    public function testWhatIsNotActiveCannotBeOrdered(): void
    {
        self::addDomain(['domain' => 'gone.com', 'status' => 'Cancelled']);
        self::addDomain(['domain' => 'foreign.com', 'userid' => 77]);
        $page = $this->details('mine.com');
        $id = (string) $this->domain('gone.com')['id'];
        self::assertSame(400, self::$client->submit($page, ['id' => $id], 'order=renew')->status);
        self::assertSame(404, self::$client->get("clientarea.php?action=domaingetepp&domainid={$id}")->status);
        $foreign = (string) $this->domain('foreign.com')['id'];
        self::assertSame(404, self::$client->submit($page, ['id' => $foreign], 'order=renew')->status);
        self::assertNotContains('RenewDomain', self::$host->journal()->names());
    }

    public function testTheListIsNarrowedByStatus(): void
    {
        self::addDomain(['domain' => 'onlyfraud.com', 'status' => 'Fraud']);
        $list = self::$admin->get('admin/clientsdomains.php?status=Fraud')->text();
        self::assertStringContainsString('onlyfraud.com', $list);
        self::assertStringNotContainsString('mine.com', $list);
        $empty = self::$admin->get('admin/clientsdomains.php?status=Grace');
        self::assertStringContainsString('No domain has the status Grace', $empty->text());
    }

    public function testToDosAreShownAndDone(): void
    {
        self::assertStringContainsString('Nothing waits for you', self::$admin->get('admin/todolist.php')->text());
        $this->evaluate('Host\Log\ToDoList::add("Look <here>", "first line\nsecond")');
        $page = self::$admin->get('admin/todolist.php');
        self::assertStringContainsString('Look &lt;here&gt;', $page->body);
        self::assertStringContainsString('1 open item', self::$admin->get('admin/index.php')->text());
        self::assertSame(403, self::$admin->submit($page, ['token' => ''], 'action=complete')->status);
        $page = self::$admin->submit($page, [], 'action=complete');
        self::assertSame('Completed', self::$host->row('SELECT status FROM tbltodolist')['status']);
        self::assertStringContainsString('The item is done', $page->notice('success'));
    }

    public function testTheSyncReportIsShown(): void
    {
        self::assertStringContainsString('No domain was synchronised yet', self::$admin->get('admin/domainsync.php')->text());
        self::$host->journal()->answer(['mine' => ['error' => 'no <answer>']]);
        self::$host->cron('do --DomainStatusSync');
        self::assertStringContainsString('no &lt;answer&gt;', self::$admin->get('admin/domainsync.php')->body);
    }

    private function code(string $name): string
    {
        return self::$client->get("clientarea.php?action=domaingetepp&domainid={$this->domain($name)['id']}")->text();
    }

    private function details(string $name): Page
    {
        return self::$client->get("clientarea.php?action=domaindetails&id={$this->domain($name)['id']}");
    }
}
