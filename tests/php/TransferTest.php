<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use WHMCS\Database\Capsule;

/**
 * What WHMCS is told of transfers, and what it tells the engine about the order behind one. The engine is scripted.
 */
final class TransferTest extends ModuleTestCase
{
    public function testAnAcceptedTransferIsASuccess(): void
    {
        $this->succeed(['pending' => true]);
        self::assertSame(['success' => true, 'pending' => true], ispapi_TransferDomain($this->params(['eppcode' => 'aB3$x'])));
        self::assertSame('TransferDomain', ScriptedRun::$runs[0]['verb']);
        self::assertArrayNotHasKey('order', ScriptedRun::$runs[0]['params']);
        self::assertStringNotContainsString('aB3$x', Shop::paper());
    }

    public function testWithAnotherMinorVersionNoTransferIsOrderedAndTheRestIsFollowed(): void
    {
        $this->install('0.2.0');
        $this->openShop();
        $this->succeed(['state' => 'pending']);
        self::assertStringStartsWith('Nothing was ordered:', ispapi_TransferDomain($this->params())['error']);
        self::assertSame([], ispapi_TransferSync($this->params()));
    }

    /** @dataProvider states */
    public function testEachStateHasTheShapeThatWhmcsDocuments(array $value, array $wanted): void
    {
        $this->openShop();
        $this->succeed($value);
        self::assertSame($wanted, ispapi_TransferSync($this->params()));
    }

    /** @return array<string, array{array<string, mixed>, array<string, mixed>}> */
    public static function states(): array
    {
        $reason = ['key' => 'transfer.reason_denied', 'values' => [], 'text' => 'x'];
        $sentence = 'The current provider, or the owner of the name, refused the transfer.';
        return [
            'running' => [['state' => 'pending'], []],
            'here' => [['state' => 'completed', 'expiry' => '2027-02-28'], ['completed' => true, 'expirydate' => '2027-02-28']],
            'here without a date' => [['state' => 'completed', 'expiry' => null], ['completed' => true]],
            'failed' => [['state' => 'failed', 'reason' => $reason], ['failed' => true, 'reason' => $sentence]],
        ];
    }

    public function testACheckThatFailsIsAnErrorForTheReportAndNoState(): void
    {
        $this->openShop();
        $this->refuse('ispapi.421', 'ispapi.customer.busy', 'config.right_missing');
        $result = ispapi_TransferSync($this->params());
        self::assertStringStartsWith('The login may not use the command AddDomain.', $result['error']);
        $this->install(null);
        self::assertSame(['error'], array_keys(ispapi_TransferSync($this->params())));
    }

    public function testAStateOfANewerEngineIsAnErrorAndNoState(): void
    {
        $this->openShop();
        $this->succeed(['state' => 'frozen']);
        self::assertSame(['error'], array_keys(ispapi_TransferSync($this->params())));
    }

    public function testTheOrderBehindATransferIsHandedOver(): void
    {
        $this->openShop();
        $prefix = 'RegistrarAdmin';
        Shop::$settings += ["{$prefix}FirstName" => 'Ada', "{$prefix}Country" => 'GB', "{$prefix}Phone" => '+44.20'];
        $order = $this->order();
        self::assertSame('9.99', $order['firstpaymentamount']);
        self::assertSame(['ns1.example.net', 'ns2.example.net'], [$order['ns1'], $order['ns2']]);
        self::assertArrayNotHasKey('ns3', $order);
        self::assertSame(['Zoë', 'IE', '+353.21'], [$order['firstname'], $order['countrycode'], $order['fullphonenumber']]);
        $admin = [$order['adminfirstname'], $order['admincountry'], $order['adminfullphonenumber']];
        self::assertSame(['Ada', 'GB', '+44.20'], $admin);
        self::assertArrayNotHasKey('password', $order);
    }

    public function testTheContactOfAnOrderGoesBeforeItsClient(): void
    {
        $this->openShop(3);
        Shop::$settings += ['RegistrarAdminUseClientDetails' => 'on'];
        $order = $this->order();
        self::assertSame(['Cleo', 'Cleo'], [$order['firstname'], $order['adminfirstname']]);
        Capsule::table('tblcontacts')->update(['userid' => 8]);
        self::assertSame('Zoë', $this->order()['firstname'], 'a contact of somebody else is nobody of this order');
    }

    public function testWithoutAnOrderTheClientIsStillKnownAndWithoutADomainNothingIs(): void
    {
        $this->openShop();
        Capsule::table('tblorders')->delete();
        self::assertSame(['9.99', 'Zoë'], [$this->order()['firstpaymentamount'], $this->order()['firstname']]);
        Capsule::table('tbldomains')->delete();
        self::assertSame([], $this->order());
    }

    /** @dataProvider statuses */
    public function testEachStatusHasItsButtons(string $status, array $wanted): void
    {
        $this->openShop();
        Capsule::table('tbldomains')->update(['status' => $status]);
        $this->succeed(['release' => 'none']);
        self::assertSame($wanted, array_values(ispapi_AdminCustomButtonArray(['domainid' => 5])));
        self::assertSame($wanted, array_values(ispapi_AdminCustomButtonArray(['status' => $status])));
    }

    /** @return list<array{string, list<string>}> */
    public static function statuses(): array
    {
        return [
            ['Pending Transfer', ['CancelTransfer', 'ResendTransferEmail']],
            ['Active', ['ApproveTransfer', 'DenyTransfer', 'SuspendDomain', 'UnsuspendDomain', 'DeleteNow', 'SyncNow']],
            ['Cancelled', []],
            ['', []],
        ];
    }

    public function testButtonsSpeakTheShopsLanguageAndAreGoneWithoutAnEngine(): void
    {
        Shop::$settings['Language'] = 'german';
        $this->succeed(['release' => 'none']);
        $buttons = ispapi_AdminCustomButtonArray(['status' => 'Pending Transfer']);
        self::assertSame('Transfer abbrechen …', array_key_first($buttons));
        $this->install(null);
        self::assertSame([], ispapi_AdminCustomButtonArray(['status' => 'Pending Transfer']));
    }

    public function testAButtonThatChangesNothingIsAVerbWhoseErrorsAreForAdministrators(): void
    {
        Shop::administrators();
        $this->succeed([]);
        self::assertSame(['success' => true], ispapi_ResendTransferEmail($this->params()));
        self::assertSame('ResendTransferEmail', end(ScriptedRun::$runs)['verb']);
        $this->refuse('registrar.no_transfer', 'error.internal', 'transfer.none_running');
        $wanted = ['error' => 'The registrar shows no running transfer of example.com.'];
        self::assertSame($wanted, ispapi_ResendTransferEmail($this->params()));
    }

    public function testAnAdministratorWithoutThePermissionIsRefusedAndNothingRuns(): void
    {
        Shop::administrators();
        Shop::$permissions = 'List Clients';
        foreach (['CancelTransfer', 'ResendTransferEmail', 'ApproveTransfer', 'DenyTransfer'] as $verb) {
            $error = ("ispapi_{$verb}")($this->params())['error'];
            self::assertStringContainsString('“Perform Registrar Operations”', $error, $verb);
        }
        self::assertSame([], ScriptedRun::$runs);
    }

    /** @return array<string, string> */
    private function order(): array
    {
        $this->succeed(['state' => 'pending']);
        ispapi_TransferSync($this->params(['domainid' => 5]));
        return end(ScriptedRun::$runs)['params']['order'];
    }

    private function openShop(int $contactId = 0): void
    {
        $person = ['firstname', 'lastname', 'country', 'phonenumber', 'password'];
        $tables = [
            'tbldomains' => ['id', 'userid', 'orderid', 'status', 'firstpaymentamount'],
            'tblorders' => ['id', 'contactid', 'nameservers'],
            'tblclients' => ['id', ...$person],
            'tblcontacts' => ['id', 'userid', ...$person],
        ];
        foreach ($tables as $name => $columns) {
            Capsule::schema()->create($name, static function ($table) use ($columns): void {
                array_map(static fn (string $column) => $table->text($column)->default(''), $columns);
            });
        }
        Capsule::table('tbldomains')->insert(['id' => 5, 'userid' => 7, 'orderid' => 9, 'firstpaymentamount' => '9.99']);
        $nameservers = ' ns1.example.net,, ns2.example.net ,';
        Capsule::table('tblorders')->insert(['id' => 9, 'contactid' => $contactId, 'nameservers' => $nameservers]);
        $zoe = ['id' => 7, 'firstname' => 'Zoë', 'country' => 'IE', 'phonenumber' => '+353.21', 'password' => 'hash'];
        Capsule::table('tblclients')->insert($zoe);
        Capsule::table('tblcontacts')->insert(['id' => 3, 'userid' => 7, 'firstname' => 'Cleo', 'country' => 'FR']);
    }
}
