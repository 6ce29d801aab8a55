<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\Page;

final class OrderTest extends HostTestCase
{
    private const COMMON = [
        'userid' => 1, 'sld' => 'params', 'tld' => 'com', 'domain' => 'params.com', 'domainname' => 'params.com',
        'registrar' => 'probe', 'regperiod' => 3, 'regtype' => 'Register', 'status' => 'Pending',
        'is_idn' => false, 'domain_punycode' => 'params.com', 'idprotection' => true, 'dnsmanagement' => false,
        'emailforwarding' => false, 'additionalfields' => [], 'premiumEnabled' => false, 'premiumCost' => '',
        'ns1' => 'ns1.own.test', 'ns2' => '', 'ns5' => '', 'Username' => 'demo', 'Password' => 'p&ss "word"',
        'whmcsVersion' => '8.13.1-release.1', 'language' => 'english', 'domainObjName' => 'params.com',
    ];

    private static Browser $client;

    public static function setUpBeforeClass(): void
    {
        parent::setUpBeforeClass();
        self::$client = self::$host->clientBrowser();
    }

    public function testAnOrderIsPaidAndRegistered(): void
    {
        $fields = ['regperiod' => '2', 'ns1' => 'ns1.own.test', 'ns2' => 'ns2.own.test', 'idprotection' => 'on'];
        self::setting('HostClock', '2027-05-06 12:00');
        $page = $this->order(self::$client, 'first.com', $fields);
        self::setting('HostClock', '');
        self::assertStringContainsString('first.com is registered', $page->notice('success'));
        $domain = $this->domain('first.com');
        self::assertSame('Active', $domain['status']);
        self::assertSame(['2027-05-06', '2029-05-06'], [$domain['registrationdate'], $domain['expirydate']]);
        self::assertSame('24.00', $domain['firstpaymentamount']);
        $order = self::$host->row("SELECT * FROM tblorders WHERE id = {$domain['orderid']}");
        self::assertSame(['Active', 'ns1.own.test,ns2.own.test'], [$order['status'], $order['nameservers']]);
        $invoice = self::$host->row("SELECT * FROM tblinvoices WHERE id = {$order['invoiceid']}");
        self::assertSame('Paid', $invoice['status']);
    }

    public function testTheModuleReceivesTheDocumentedParameters(): void
    {
        $fields = ['regperiod' => '3', 'ns1' => 'ns1.own.test', 'idprotection' => 'on'];
        $this->order(self::$client, 'Params.COM', $fields);
        $params = self::$host->journal()->last('RegisterDomain');
        foreach (self::COMMON as $key => $value) {
            self::assertSame($value, $params[$key], $key);
        }
        self::assertSame((int) $this->domain('params.com')['id'], $params['domainid']);
        self::assertArrayNotHasKey('domainObj', $params);
        self::assertSame('params', $params['original']['sld']);
    }

    public function testTheRegistrantAndTheAdminBlock(): void
    {
        $this->order(self::$client, 'contacts.com');
        $params = self::$host->journal()->last('RegisterDomain');
        $expected = [
            'firstname' => 'Jane', 'fullname' => 'Jane Doe', 'companyname' => 'Doe Trading Inc', 'state' => 'TX',
            'fullstate' => 'Texas', 'countrycode' => 'US', 'country' => 'US', 'countryname' => 'United States',
            'phonenumber' => '512-555-0100', 'phonecc' => '1', 'fullphonenumber' => '+1.5125550100',
            'adminfirstname' => 'Holly', 'adminstate' => 'London', 'admincountry' => 'GB',
            'adminfullphonenumber' => '+44.02079460000', 'adminemail' => 'hostmaster@example.com',
        ];
        foreach ($expected as $key => $value) {
            self::assertSame($value, $params[$key], $key);
        }
        self::assertArrayNotHasKey('adminfullname', $params);
    }

    public function testTheAdminBlockIsTheClientsWhenTheSettingSaysSo(): void
    {
        self::setting('RegistrarAdminUseClientDetails', 'on');
        $this->order(self::$client, 'ownadmin.com');
        self::setting('RegistrarAdminUseClientDetails', '');
        $params = self::$host->journal()->last('RegisterDomain');
        $seen = [$params['adminfirstname'], $params['adminstate'], $params['adminfullstate']];
        self::assertSame(['Jane', 'TX', 'Texas'], $seen);
    }

    public function testAnOrderWithoutNameServersGetsTheShops(): void
    {
        $this->order(self::$client, 'defaults.com');
        $params = self::$host->journal()->last('RegisterDomain');
        self::assertSame(['ns1.example.net', 'ns2.example.net', ''], [$params['ns1'], $params['ns2'], $params['ns3']]);
    }

    public function testAnInternationalNameComesInBothForms(): void
    {
        $this->order(self::$client, 'bücher.com');
        $params = self::$host->journal()->last('RegisterDomain');
        $seen = [$params['sld'], $params['sld_punycode'], $params['is_idn']];
        self::assertSame(['bücher', 'xn--bcher-kva', true], $seen);
        self::assertSame('xn--bcher-kva.com', $params['domain_punycode']);
    }

    public function testHooksFireAroundASuccess(): void
    {
        $this->order(self::$client, 'hooked.com');
        self::assertSame([
            'PreRegistrarRegisterDomain', 'RegisterDomain', 'AfterRegistrarRegisterDomain', 'AfterRegistrarRegister',
            'AfterRegistrarRegistration',
        ], self::$host->journal()->names());
        $after = self::$host->journal()->last('AfterRegistrarRegister');
        self::assertTrue($after['functionExists'] && $after['functionSuccessful']);
        self::assertSame(['success' => true], $after['results']);
        self::assertSame('hooked', $after['params']['sld']);
    }

    public function testHooksFireAroundAFailure(): void
    {
        $this->order(self::$client, 'error-hooked.com');
        self::assertSame('AfterRegistrarRegistrationFailed', self::$host->journal()->names()[4]);
        self::assertFalse(self::$host->journal()->last('AfterRegistrarRegister')['functionSuccessful']);
        $error = self::$host->journal()->last('AfterRegistrarRegistrationFailed')['error'];
        self::assertSame('probe: refused, code 505 <raw>', $error);
    }

    public function testAHookStopsTheCallWithAnError(): void
    {
        $this->order(self::$client, 'stopped.com');
        self::assertNotContains('RegisterDomain', self::$host->journal()->names());
        self::assertContains('AfterRegistrarRegistrationFailed', self::$host->journal()->names());
        self::assertSame('Pending', $this->domain('stopped.com')['status']);
    }

    public function testAHookReplacesTheCallByASuccess(): void
    {
        $this->order(self::$client, 'skipped.com');
        self::assertNotContains('RegisterDomain', self::$host->journal()->names());
        self::assertSame('Active', $this->domain('skipped.com')['status']);
    }

    /** @return array<string, array{string, string}> */
    public static function failures(): array
    {
        return [
            'error array' => ['error-shape.com', 'probe: refused, code 505 <raw>'],
            'exception' => ['throws-shape.com', 'probe: exploded <raw>'],
            'engine error' => ['typeerror-shape.com', 'strlen()'],
        ];
    }

    /** @dataProvider failures */
    public function testAFailureIsNeutralForTheCustomerAndPlainForTheAdministrator(string $name, string $error): void
    {
        $page = $this->order(self::$client, $name);
        self::assertStringContainsString('manual check', $page->notice('info'));
        $details = self::$client->get('clientarea.php?action=domaindetails&id=' . $this->domain($name)['id']);
        self::assertStringNotContainsString($error, $page->text() . $details->text());
        self::assertSame('Pending', $this->domain($name)['status']);
        $admin = $this->adminDomainPage(self::$host->adminBrowser(), $name);
        self::assertStringContainsString($error, $admin->notice('error'));
        self::assertStringNotContainsString('<raw>', $admin->body);
    }

    /** @return array<string, array{string}> */
    public static function successShapes(): array
    {
        return ['text' => ['text-shape.com'], 'null' => ['null-shape.com'], 'empty error' => ['emptyerror-shape.com']];
    }

    /** @dataProvider successShapes */
    public function testWhatIsNoErrorIsASuccess(string $name): void
    {
        $this->order(self::$client, $name);
        self::assertSame('Active', $this->domain($name)['status']);
    }

    public function testAModuleWithoutTheFunctionDoesNotSupportIt(): void
    {
        self::$host->database()->exec("UPDATE tbldomainpricing SET autoreg = 'older' WHERE extension = '.net'");
        $this->order(self::$client, 'nofunction.net');
        $row = self::$host->row('SELECT * FROM tblmodulequeue ORDER BY id DESC');
        self::assertSame(['older', 'RegisterDomain'], [$row['module_name'], $row['module_action']]);
        self::assertStringContainsString('not supported', $row['last_attempt_error']);
        self::assertFalse(self::$host->journal()->last('AfterRegistrarRegister')['functionExists']);
    }

    public function testADomainWithoutRegistrarWaitsForTheAdministrator(): void
    {
        self::$host->database()->exec("UPDATE tbldomainpricing SET autoreg = '' WHERE extension = '.org'");
        $this->order(self::$client, 'waits.org');
        $before = $this->domain('waits.org');
        self::assertSame(['Pending', ''], [$before['status'], $before['registrar']]);
        $admin = self::$host->adminBrowser();
        $form = $this->adminDomainPage($admin, 'waits.org');
        $page = $admin->submit($form, ['registrar' => 'probe'], 'action=register');
        self::assertStringContainsString('registered', $page->notice('success'));
        $after = $this->domain('waits.org');
        self::assertSame(['Active', 'probe'], [$after['status'], $after['registrar']]);
    }

    public function testASecondSubmitMeetsTheFirstOrder(): void
    {
        $form = self::$client->get('cart.php');
        $first = self::$client->submit($form, ['domain' => 'double.com']);
        $second = self::$client->submit($form, ['domain' => 'double.com']);
        $third = self::$client->submit($form, ['domain' => 'other-name.com']);
        self::assertSame([$first->url, $first->url], [$second->url, $third->url]);
        self::assertSame([], $this->domain('other-name.com'));
        self::assertCount(1, array_keys(self::$host->journal()->names(), 'RegisterDomain', true));
    }

    public function testTwoSubmitsAtTheSameMomentAreOneOrder(): void
    {
        $form = self::$client->get('cart.php');
        $pages = self::$client->submitAtOnce($form, ['domain' => 'moment.com'], 3);
        self::assertCount(1, array_unique(array_map(static fn (Page $page): string => $page->url, $pages)));
        self::assertStringContainsString('a=complete', $pages[0]->url);
        self::assertCount(1, array_keys(self::$host->journal()->names(), 'RegisterDomain', true));
    }

    public function testAForgedFormOrdersNothing(): void
    {
        $form = self::$client->get('cart.php');
        $page = self::$client->submit($form, ['domain' => 'forged.com', 'formid' => str_repeat('0', 24)]);
        self::assertStringContainsString('expired', $page->notice('error'));
        self::assertSame(403, self::$client->submit($form, ['domain' => 'forged.com', 'token' => 'x'])->status);
        self::assertSame([], $this->domain('forged.com'));
    }

    /** @return array<string, array{array<string, string>, string}> */
    public static function badEntries(): array
    {
        return [
            'no name' => [['domain' => ' '], 'domain name'],
            'no extension' => [['domain' => 'example'], 'domain name'],
            'markup' => [['domain' => '<b>x</b>.com'], 'domain name'],
            'hyphen' => [['domain' => '-x.com'], 'domain name'],
            'not for sale' => [['domain' => 'x.museum'], 'do not offer'],
            'no such period' => [['domain' => 'x.com', 'regperiod' => '11'], 'do not offer'],
            'name server' => [['domain' => 'x.com', 'ns2' => 'bad host'], 'bad host is not a full host name'],
        ];
    }

    /**
     * @dataProvider badEntries
     * @param array<string, string> $fields
     */
    public function testBadEntriesAreRefusedWithAReason(array $fields, string $reason): void
    {
        $page = self::$client->submit(self::$client->get('cart.php'), $fields);
        self::assertStringContainsString($reason, $page->notice('error'));
        self::assertStringNotContainsString('<b>x</b>', $page->body);
        self::assertSame([], self::$host->journal()->names());
    }

    public function testANameOfTheShopIsNotSoldTwice(): void
    {
        $this->order(self::$client, 'taken.com');
        $page = $this->order(self::$client, 'TAKEN.com');
        self::assertStringContainsString('already', $page->notice('error'));
    }

    public function testTheOrderOfSomebodyElseIsNotShown(): void
    {
        self::$host->database()->exec("INSERT INTO tblorders (id, userid, ordernum) VALUES (9000, 77, '1')");
        self::assertSame(404, self::$client->get('cart.php?a=complete&id=9000')->status);
    }
}
