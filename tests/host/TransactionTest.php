<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\HostTestCase;

/** Transfers, renewals and the smaller orders, as API commands run them. */
final class TransactionTest extends HostTestCase
{
    private static int $lastId = 1000;

    public function testATransferIsPendingUntilTheRegistrarSaysMore(): void
    {
        $id = $this->add(['domain' => 'moves.com', 'type' => 'Transfer', 'status' => 'Pending']);
        self::assertSame('success', $this->api('DomainTransfer', ['domainid' => $id, 'eppcode' => 'c<o>de'])['result']);
        self::assertSame('Pending Transfer', $this->domain('moves.com')['status']);
        $params = self::$host->journal()->last('TransferDomain');
        self::assertSame(['c<o>de', 'c<o>de'], [$params['eppcode'], $params['transfersecret']]);
        self::assertSame(['ns1.example.net', 'Jane'], [$params['ns1'], $params['firstname']]);
        self::assertSame('Transfer', $params['regtype']);
        self::assertSame([
            'PreDomainTransfer', 'PreRegistrarTransferDomain', 'TransferDomain', 'AfterRegistrarTransferDomain',
            'AfterRegistrarTransfer',
        ], self::$host->journal()->names());
        self::assertSame('c<o>de', self::$host->journal()->last('PreDomainTransfer')['params']['eppcode']);
    }

    public function testAFailedTransferStaysAndWaitsInTheQueue(): void
    {
        $id = $this->add(['domain' => 'error-moves.com', 'status' => 'Pending']);
        $answer = $this->api('DomainTransfer', ['domainid' => $id]);
        self::assertSame('probe: refused, code 505 <raw>', $answer['message']);
        self::assertSame('Pending', $this->domain('error-moves.com')['status']);
        self::assertSame($answer['message'], self::$host->journal()->last('AfterRegistrarTransferFailed')['error']);
        self::assertFalse(self::$host->journal()->last('AfterRegistrarTransfer')['functionSuccessful']);
        $queue = $this->api('GetModuleQueue', ['relatedId' => $id]);
        self::assertSame([1, 'TransferDomain'], [$queue['count'], $queue['queue'][0]['moduleAction']]);
    }

    public function testARenewalMovesTheDates(): void
    {
        $id = $this->add(['domain' => 'stays.com', 'expirydate' => '2032-02-29', 'nextduedate' => '2032-02-20']);
        $this->api('DomainRenew', ['domainid' => $id, 'regperiod' => 3]);
        $domain = $this->domain('stays.com');
        self::assertSame(['2035-02-28', '2035-02-20'], [$domain['expirydate'], $domain['nextduedate']]);
        self::assertSame('2035-02-20', $domain['nextinvoicedate']);
        self::assertSame([
            'PreRegistrarRenewDomain', 'RenewDomain', 'AfterRegistrarRenewDomain', 'AfterRegistrarRenew',
            'AfterRegistrarRenewal',
        ], self::$host->journal()->names());
    }

    public function testARenewalGetsItsOwnParametersAndNoOthers(): void
    {
        $this->api('DomainRenew', ['domainid' => $this->add(['domain' => 'params.com']), 'regperiod' => 3]);
        $params = self::$host->journal()->last('RenewDomain');
        self::assertSame([3, false, false], [
            $params['regperiod'], $params['isInGracePeriod'], $params['isInRedemptionGracePeriod'],
        ]);
        self::assertSame([false, ''], [$params['premiumEnabled'], $params['premiumCost']]);
        foreach (['firstname', 'ns1', 'eppcode'] as $key) {
            self::assertArrayNotHasKey($key, $params);
        }
    }

    public function testARenewalThatDoesNotMoveTheExpiry(): void
    {
        $id = $this->add(['domain' => 'unmoved.com', 'expirydate' => '2030-01-02', 'nextduedate' => '2030-01-01']);
        self::setting('HostQuirkRenewalMovesExpiry', 'off');
        $this->api('DomainRenew', ['domainid' => $id]);
        self::setting('HostQuirkRenewalMovesExpiry', '');
        $domain = $this->domain('unmoved.com');
        self::assertSame(['2030-01-02', '2031-01-01'], [$domain['expirydate'], $domain['nextduedate']]);
    }

    public function testAnUnknownExpiryStaysUnknown(): void
    {
        $id = $this->add(['domain' => 'dateless.com', 'nextduedate' => '2030-01-01']);
        $this->api('DomainRenew', ['domainid' => $id]);
        $domain = $this->domain('dateless.com');
        self::assertSame(['0000-00-00', '2031-01-01'], [$domain['expirydate'], $domain['nextduedate']]);
    }

    public function testAFailedRenewalMovesNothing(): void
    {
        $id = $this->add(['domain' => 'error-stays.com', 'expirydate' => '2030-01-02']);
        $answer = $this->api('DomainRenew', ['domainid' => $id]);
        self::assertSame('error', $answer['result']);
        self::assertSame('2030-01-02', $this->domain('error-stays.com')['expirydate']);
        self::assertSame($answer['message'], self::$host->journal()->last('AfterRegistrarRenewalFailed')['error']);
        self::assertNotContains('AfterRegistrarRenewal', self::$host->journal()->names());
        $tooLong = $this->api('DomainRenew', ['domainid' => $id, 'regperiod' => 11]);
        self::assertSame('Invalid registration period', $tooLong['message']);
    }

    /** @return array<string, array{string, string, bool, bool}> status, day, grace, redemption */
    public static function lateStages(): array
    {
        return [
            'last day' => ['Active', '2030-05-01', false, false],
            'first day late' => ['Active', '2030-05-02', true, false],
            'last day of grace' => ['Active', '2030-05-31', true, false],
            'redemption' => ['Expired', '2030-06-01', false, true],
            'too late' => ['Expired', '2030-07-01', false, false],
            'status grace' => ['Grace', '2030-04-01', true, false],
            'status redemption' => ['Redemption', '2030-05-02', false, true],
        ];
    }

    /** @dataProvider lateStages */
    public function testALateRenewalSaysHowLate(string $status, string $day, bool $grace, bool $redemption): void
    {
        $id = $this->add(['domain' => 'late.com', 'status' => $status, 'expirydate' => '2030-05-01']);
        $this->api('DomainRenew', ['domainid' => $id], $day);
        $params = self::$host->journal()->last('RenewDomain');
        self::assertSame([$grace, $redemption], [$params['isInGracePeriod'], $params['isInRedemptionGracePeriod']]);
        self::assertSame('Active', $this->domain('late.com')['status']);
    }

    public function testAPremiumNameIsRenewedAtItsRenewalCost(): void
    {
        $id = $this->add(['domain' => 'gold.com', 'is_premium' => 1]);
        $insert = 'INSERT INTO tbldomains_extra (domain_id, name, value) VALUES (?, ?, ?)';
        foreach (['registrarCostPrice' => '900.00', 'registrarRenewalCostPrice' => '45.50'] as $name => $value) {
            self::$host->database()->prepare($insert)->execute([$id, $name, $value]);
        }
        self::setting('PremiumDomains', 'on');
        $this->api('DomainRenew', ['domainid' => $id]);
        self::setting('PremiumDomains', '');
        $params = self::$host->journal()->last('RenewDomain');
        self::assertSame([true, 45.5], [$params['premiumEnabled'], $params['premiumCost']]);
    }

    /** @return array<string, array{string, string}> switch, status that the success hook sees */
    public static function hookOrders(): array
    {
        return ['status first' => ['on', 'Active'], 'hook first' => ['off', 'Pending']];
    }

    /** @dataProvider hookOrders */
    public function testTheOrderOfHookAndStatusIsASwitch(string $switch, string $seen): void
    {
        $file = self::$host->root . '/includes/hooks/status.php';
        file_put_contents($file, '<?php add_hook("AfterRegistrarRegistration", 1, fn (array $vars) => logActivity("hook sees "'
            . ' . WHMCS\Database\Capsule::table("tbldomains")->where("id", $vars["params"]["domainid"])->value("status")));');
        self::setting('HostQuirkStatusBeforeHook', $switch);
        $id = $this->add(['domain' => "order-{$switch}.com", 'status' => 'Pending']);
        $this->api('DomainRegister', ['domainid' => $id]);
        unlink($file);
        self::setting('HostQuirkStatusBeforeHook', '');
        $line = self::$host->row("SELECT description FROM tblactivitylog WHERE description LIKE 'hook sees%' ORDER BY id DESC");
        self::assertSame("hook sees {$seen}", $line['description']);
        self::assertSame('Active', $this->domain("order-{$switch}.com")['status']);
    }

    public function testAKeyThatSaysPendingIsASwitch(): void
    {
        self::$host->journal()->answer(['waits' => ['success' => true, 'pending' => true]]);
        $id = $this->add(['domain' => 'waits.com', 'status' => 'Pending']);
        self::setting('HostQuirkPendingKey', 'on');
        $this->api('DomainRegister', ['domainid' => $id]);
        self::setting('HostQuirkPendingKey', '');
        $domain = $this->domain('waits.com');
        self::assertSame(['Pending Registration', '0000-00-00'], [$domain['status'], $domain['expirydate']]);
        $this->api('DomainRegister', ['domainid' => $id]);
        self::assertSame('Active', $this->domain('waits.com')['status']);
    }

    public function testAcceptingAnOrderSendsWhatIsPending(): void
    {
        self::$host->database()->exec("INSERT INTO tblorders (id, userid, status) VALUES (800, 1, 'Pending')");
        $this->add(['domain' => 'waiting.com', 'orderid' => 800, 'status' => 'Pending', 'registrar' => '']);
        $this->add(['domain' => 'ready.com', 'orderid' => 800]);
        $this->api('AcceptOrder', ['orderid' => 800]);
        self::assertSame('Pending', $this->domain('waiting.com')['status']);
        $this->api('AcceptOrder', ['orderid' => 800, 'sendregistrar' => true, 'registrar' => 'probe']);
        self::assertSame('Active', $this->domain('waiting.com')['status']);
        self::assertCount(1, array_keys(self::$host->journal()->names(), 'RegisterDomain', true));
        self::assertSame('Order ID Not Found', $this->api('AcceptOrder', ['orderid' => 801])['message']);
    }

    public function testTheLongAfterHooksCanBeSwitchedOff(): void
    {
        self::setting('HostQuirkLongAfterHooks', 'off');
        $this->api('DomainRenew', ['domainid' => $this->add(['domain' => 'short.com'])]);
        self::setting('HostQuirkLongAfterHooks', '');
        self::assertContains('AfterRegistrarRenew', self::$host->journal()->names());
        self::assertNotContains('AfterRegistrarRenewDomain', self::$host->journal()->names());
    }

    public function testReleaseAndDeleteKeepTheStatusUnlessASwitchSaysOtherwise(): void
    {
        $id = $this->add(['domain' => 'released.co.uk']);
        $this->api('DomainRelease', ['domainid' => $id, 'newtag' => 'OTHER-TAG']);
        self::assertSame('OTHER-TAG', self::$host->journal()->last('ReleaseDomain')['transfertag']);
        self::assertSame('Active', $this->domain('released.co.uk')['status']);
        self::setting('HostQuirkReleaseMovesAway', 'on');
        $this->api('DomainRelease', ['domainid' => $id, 'newtag' => 'OTHER-TAG']);
        self::setting('HostQuirkReleaseMovesAway', '');
        self::assertSame('Transferred Away', $this->domain('released.co.uk')['status']);
    }

    public function testIdProtectionIsWrittenOnSuccessOnly(): void
    {
        $good = $this->add(['domain' => 'shy.com']);
        $this->api('DomainToggleIdProtect', ['domainid' => $good, 'idprotect' => true]);
        self::assertTrue(self::$host->journal()->last('IDProtectToggle')['protectenable']);
        self::assertSame(1, $this->domain('shy.com')['idprotection']);
        $this->api('DomainToggleIdProtect', ['domainid' => $good, 'idprotect' => false]);
        self::assertSame(0, $this->domain('shy.com')['idprotection']);
        $bad = $this->add(['domain' => 'error-shy.com']);
        self::assertSame('error', $this->api('DomainToggleIdProtect', ['domainid' => $bad, 'idprotect' => true])['result']);
        self::assertSame(0, $this->domain('error-shy.com')['idprotection']);
    }

    public function testLockAndCodeThroughTheApi(): void
    {
        $id = $this->add(['domain' => 'open.com']);
        self::assertSame('unlocked', $this->api('DomainGetLockingStatus', ['domainid' => $id])['lockstatus']);
        $this->api('DomainUpdateLockingStatus', ['domainid' => $id, 'lockstatus' => true]);
        self::assertSame('locked', self::$host->journal()->last('SaveRegistrarLock')['lockenabled']);
        self::assertSame('a&lt;b&amp;c', $this->api('DomainRequestEPP', ['domainid' => $id])['eppcode']);
        $mailed = $this->add(['domain' => 'mailed.com']);
        self::assertSame(['result' => 'success'], $this->api('DomainRequestEPP', ['domainid' => $mailed]));
        self::assertSame('Domain ID Not Found', $this->api('DomainRequestEPP', ['domain' => 'open.com'])['message']);
    }

    public function testInvoicesPricesAndToDosThroughTheApi(): void
    {
        self::$host->database()->exec("INSERT INTO tblinvoices (id, userid, total, status) VALUES (70, 9, '5.00', 'Unpaid')");
        $this->api('UpdateInvoice', ['invoiceid' => 70, 'status' => 'Paid']);
        $list = $this->api('GetInvoices', ['userid' => 9, 'status' => 'Paid']);
        self::assertSame([1, '5.00'], [$list['totalresults'], $list['invoices']['invoice'][0]['total']]);
        self::assertSame('Invoice ID Not Found', $this->api('UpdateInvoice', ['invoiceid' => 999])['message']);
        $pricing = $this->api('GetTLDPricing', ['currencyid' => 2]);
        self::assertSame(['EUR', '21.60'], [$pricing['currency']['code'], $pricing['pricing']['com']['renew'][2]]);
        $this->evaluate('Host\Log\ToDoList::add("Look", "at this")');
        $item = $this->api('GetToDoItems', ['status' => 'Pending'])['items']['item'][0];
        $this->api('UpdateToDoItem', ['itemid' => $item['id'], 'adminid' => 1, 'status' => 'Completed']);
        self::assertSame(0, $this->api('GetToDoItems', ['status' => 'Pending'])['totalresults']);
    }

    public function testAnAmountIsCalculatedAnew(): void
    {
        $id = $this->add(['domain' => 'recalc.com', 'recurringamount' => '1.00']);
        $this->api('UpdateClientDomain', ['domainid' => $id, 'regperiod' => 2, 'autorecalc' => true]);
        self::assertSame('24.00', $this->domain('recalc.com')['recurringamount']);
    }

    /** @param array<string, int|string> $columns */
    private function add(array $columns): int
    {
        self::addDomain(['id' => ++self::$lastId] + $columns);
        return self::$lastId;
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    private function api(string $command, array $values, string $clock = ''): array
    {
        return $this->evaluate("localAPI('{$command}', " . var_export($values, true) . ')', $clock);
    }
}
