<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\Page;

final class DomainPagesTest extends HostTestCase
{
    private static Browser $client;
    private static Browser $admin;

    public static function setUpBeforeClass(): void
    {
        parent::setUpBeforeClass();
        self::$client = self::$host->clientBrowser();
        self::$admin = self::$host->adminBrowser();
        foreach (['mine.com', 'late-error.com', 'late-throws.com', 'old.com', 'error-old.com'] as $name) {
            $registrar = str_contains($name, 'old') ? 'older' : 'probe';
            self::addDomain(['domain' => $name, 'registrar' => $registrar, 'expirydate' => '2030-01-02']);
        }
        self::addDomain(['domain' => 'foreign.com', 'userid' => 77]);
    }

    public function testTheCustomerSeesOnlyOwnDomains(): void
    {
        $list = self::$client->get('clientarea.php?action=domains')->text();
        self::assertStringContainsString('mine.com', $list);
        self::assertStringNotContainsString('foreign.com', $list);
        self::assertSame(404, $this->details('foreign.com')->status);
    }

    public function testNobodySavesNameServersOfAForeignDomain(): void
    {
        $fields = ['id' => (string) $this->domain('foreign.com')['id'], 'ns1' => 'ns1.stolen.test'];
        self::assertSame(404, self::$client->submit($this->details('mine.com'), $fields)->status);
        self::assertNotContains('SaveNameservers', self::$host->journal()->names());
    }

    public function testNameServersComeFromTheDomainInformation(): void
    {
        $page = $this->details('mine.com');
        self::assertSame(['ns1.probe.test', ''], [$page->value('ns1'), $page->value('ns3')]);
        self::assertStringContainsString('locked', $page->text());
        self::assertSame(['GetDomainInformation'], self::$host->journal()->names());
        self::assertSame([], $page->unlabelled());
    }

    public function testAPageHookMayChangeWhatIsShown(): void
    {
        self::assertStringContainsString('<h1>mine.com seen by a hook</h1>', $this->details('mine.com')->body);
    }

    public function testTheCustomerSavesNameServers(): void
    {
        $fields = ['ns1' => 'ns1.new.test', 'ns2' => 'ns2.new.test'];
        $page = self::$client->submit($this->details('mine.com'), $fields);
        self::assertStringContainsString('saved', $page->notice('success'));
        $params = self::$host->journal()->last('SaveNameservers');
        self::assertSame(['ns1.new.test', 'ns2.new.test', ''], [$params['ns1'], $params['ns2'], $params['ns5']]);
        self::assertArrayNotHasKey('firstname', $params);
        self::assertContains('AfterRegistrarSaveNameservers', self::$host->journal()->names());
    }

    public function testTheCustomerChoosesTheDefaultNameServers(): void
    {
        self::$client->submit($this->details('mine.com'), ['nschoice' => 'default', 'ns1' => 'ignored.test']);
        self::assertSame('ns1.example.net', self::$host->journal()->last('SaveNameservers')['ns1']);
    }

    public function testNameServersAreCheckedBeforeTheModuleIsAsked(): void
    {
        foreach ([['ns1' => ''], ['ns2' => 'no host']] as $fields) {
            $page = self::$client->submit($this->details('mine.com'), $fields);
            self::assertStringContainsString('full host name', $page->notice('error'));
        }
        self::assertNotContains('SaveNameservers', self::$host->journal()->names());
    }

    public function testARefusedSaveIsNeutralForTheCustomerAndPlainForTheAdministrator(): void
    {
        $fields = ['ns1' => 'ns1.refused.test'];
        $page = self::$client->submit($this->details('mine.com'), $fields);
        self::assertStringContainsString('could not be saved', $page->notice('error'));
        self::assertStringNotContainsString('refused', $page->text());
        $admin = self::$admin->submit($this->adminDomainPage(self::$admin, 'mine.com'), $fields, 'action=savens');
        self::assertStringContainsString('probe: host refused <raw>', $admin->notice('error'));
        self::assertStringNotContainsString('<raw>', $admin->body);
    }

    public function testAnErrorOnReadingIsHiddenFromTheCustomer(): void
    {
        $page = $this->details('late-error.com');
        self::assertStringContainsString('not available right now', $page->notice('error'));
        self::assertStringNotContainsString('probe:', $page->text());
        $admin = $this->adminDomainPage(self::$admin, 'late-error.com');
        self::assertStringContainsString('probe: cannot read <raw>', $admin->notice('error'));
    }

    public function testAnExceptionOfTheDomainInformationReachesTheCustomer(): void
    {
        self::assertSame('Please verify your domain first', $this->details('late-throws.com')->notice('error'));
    }

    public function testWithoutDomainInformationTheOlderFunctionsServe(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'old.com');
        self::assertSame('ns1.older.test', $page->value('ns1'));
        self::assertStringContainsString('Registrar lock locked', $page->text());
        self::assertStringContainsString(
            'older: no answer <raw>',
            $this->adminDomainPage(self::$admin, 'error-old.com')->notice('error')
        );
    }

    public function testACustomerCannotManageWhatTheModuleDoesNotSupport(): void
    {
        self::assertStringNotContainsString('name="ns1"', $this->details('old.com')->body);
    }

    public function testTheAdministratorSeesWhatTheRegistrarSays(): void
    {
        $text = $this->adminDomainPage(self::$admin, 'mine.com')->text();
        self::assertStringContainsString('Registrar status Active', $text);
        self::assertStringContainsString('Expiry date 06/05/2031', $text);
        self::assertStringContainsString('Expiry date 02/01/2030', $text);
        self::assertStringContainsString('Probe says id', $text);
    }

    public function testTheAdministratorRegistersAgain(): void
    {
        self::addDomain(['domain' => 'error-again.com', 'status' => 'Pending']);
        $page = $this->adminDomainPage(self::$admin, 'error-again.com');
        foreach ([1, 2] as $attempt) {
            $page = self::$admin->submit($page, [], 'action=register');
        }
        self::assertStringContainsString('tried 2 times', $page->text());
        self::$host->database()->exec("UPDATE tbldomains SET domain = 'again.com' WHERE domain = 'error-again.com'");
        $page = self::$admin->submit($page, [], 'action=register');
        self::assertSame('The domain is registered.', $page->notice('success'));
        self::assertSame('', $page->notice('error'));
        self::assertSame('Active', $this->domain('again.com')['status']);
    }

    public function testAdministratorsPostNothingWithoutToken(): void
    {
        $page = $this->adminDomainPage(self::$admin, 'mine.com');
        foreach (['action=register', 'action=savens'] as $button) {
            self::assertSame(403, self::$admin->submit($page, ['token' => ''], $button)->status);
        }
        self::assertSame(400, self::$admin->submit($page, ['action' => 'other'])->status);
        self::assertSame(['GetDomainInformation'], self::$host->journal()->names());
    }

    public function testThereIsNothingToManageBeforeTheRegistration(): void
    {
        self::addDomain(['domain' => 'pending.com', 'status' => 'Pending']);
        self::assertStringNotContainsString('name="ns1"', $this->details('pending.com')->body);
        $fields = ['id' => (string) $this->domain('pending.com')['id']];
        self::assertSame(400, self::$client->submit($this->details('mine.com'), $fields)->status);
        $this->adminDomainPage(self::$admin, 'pending.com');
        self::assertSame(['GetDomainInformation'], self::$host->journal()->names(), 'asked about mine.com only');
    }

    public function testADomainThatIsNotThereIsNotFound(): void
    {
        self::assertSame(404, self::$admin->get('admin/clientsdomains.php?userid=1&id=99999')->status);
        self::assertSame(404, self::$client->get('clientarea.php?action=domaindetails&id=abc')->status);
    }

    private function details(string $name): Page
    {
        return self::$client->get("clientarea.php?action=domaindetails&id={$this->domain($name)['id']}");
    }
}
