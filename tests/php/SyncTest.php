<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Changes;
use Ispbridge\Whmcs\Findings;
use Ispbridge\Whmcs\Memo;
use Ispbridge\Whmcs\Snapshots;
use Ispbridge\Whmcs\Store;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;
use WHMCS\Domain\Registrar\Domain;
use WHMCS\Module\Registrar\Ispapi\Hooks\PortfolioTab;

/**
 * What WHMCS is told of one domain, and what an administrator can do about it.
 */
final class SyncTest extends ModuleTestCase
{
    private const SCOPE = 'ispapi|ote|shop';

    protected function setUp(): void
    {
        parent::setUp();
        Tables::ensure();
    }

    public function testWhatIsKnownIsToldAndNothingElse(): void
    {
        $this->succeed(['active' => true, 'expirydate' => '2027-01-01']);
        self::assertSame(['active' => true, 'expirydate' => '2027-01-01'], ispapi_Sync($this->params()));
        $this->succeed([]);
        self::assertSame([], ispapi_Sync($this->params()));
    }

    public function testAFailureIsAnErrorForAdministratorsAndHasNoDate(): void
    {
        $this->refuse('ispapi.421', 'ispapi.customer.busy', 'ispapi.admin.temporary');
        $told = ispapi_Sync($this->params());
        self::assertSame(['error'], array_keys($told));
        self::assertStringNotContainsString('English for the customer', $told['error']);
        $this->install(null);
        self::assertSame(['error'], array_keys(ispapi_Sync($this->params())));
    }

    public function testTheButtonsAreThoseThatTheFindingsNeed(): void
    {
        $this->succeed(['release' => 'none']);
        $buttons = fn (): array => ispapi_AdminCustomButtonArray($this->params(['domainid' => 7, 'status' => 'Active']));
        self::assertSame('SyncNow', $buttons()['Sync this domain now']);
        self::assertNotContains('AcceptDate', $buttons());
        $this->find('earlier', 'missing', 'held');
        self::assertSame(['SyncNow', 'AcceptDate', 'ConfirmGone'], array_slice(array_values($buttons()), -3));
    }

    public function testTheOtherButtonsAreAnsweredByTheEngineAtOnce(): void
    {
        Shop::administrators();
        $this->succeed(['expiry' => '2027-01-01']);
        self::assertSame(['success' => true], ispapi_SyncNow($this->params()));
        self::assertSame(['SyncNow'], array_column(ScriptedRun::$runs, 'verb'));
    }

    public function testAnAdministratorWithoutThePermissionIsRefusedAndNothingRuns(): void
    {
        Shop::administrators();
        Shop::$permissions = 'List Clients';
        foreach (['SyncNow', 'AcceptDate', 'ConfirmGone'] as $verb) {
            $error = ("ispapi_{$verb}")($this->params())['error'];
            self::assertStringContainsString('“Perform Registrar Operations”', $error, $verb);
        }
        self::assertSame([], ScriptedRun::$runs);
    }

    public function testTheDomainsPageSaysWhenItWasSeenAndWhatDiffers(): void
    {
        Capsule::schema()->create('tbldomains', static function ($table): void {
            $table->increments('id');
            $table->string('domain');
            $table->string('registrar');
        });
        Capsule::table('tbldomains')->insert([
            ['id' => 7, 'domain' => 'Example.com', 'registrar' => 'ispapi'],
            ['id' => 8, 'domain' => 'b.com', 'registrar' => 'other'],
        ]);
        self::assertSame(['At the registrar' => '<div>Not seen at the registrar yet.</div>'], PortfolioTab::fields(['id' => 7]));
        $this->see('example.com', time() - 600);
        $this->find('held');
        $html = PortfolioTab::fields(['id' => 7])['At the registrar'];
        self::assertStringContainsString('Last seen at the registrar 10 min ago.', $html);
        self::assertStringContainsString('The domain is on hold', $html);
        self::assertSame([], PortfolioTab::fields(['id' => 8]));
        self::assertSame([], PortfolioTab::fields(['id' => 9]));
    }

    public function testAPageReadsADomainOnceUntilSomethingIsWritten(): void
    {
        $store = new Store();
        $about = ['scope' => self::SCOPE, 'domain' => 'example.com'];
        $load = static fn (array $more = []): mixed => $store->perform(['effect' => 'load', 'what' => 'memo'] + $more + $about);
        Memo::forget();
        self::assertNull($load());
        $store->perform(['effect' => 'memo', 'reply' => '[RESPONSE] ...'] + $about);
        self::assertSame(['reply' => '[RESPONSE] ...'], $load());
        self::assertNull($load(['scope' => 'ispapi|live|shop']));
        Changes::note($this->outcome('StatusDomain', false));
        self::assertNotNull($load());
        Changes::note($this->outcome('ModifyDomain', true));
        self::assertNull($load());
    }

    public function testAChangeMakesWhatWasSeenOld(): void
    {
        $this->see('example.com', 1000);
        $wanted = ['scope' => self::SCOPE, 'domains' => ['example.com']];
        $touched = static fn (): int => Snapshots::load($wanted)['rows']['example.com']['touched'];
        Changes::note($this->outcome('StatusDomain', false));
        self::assertSame(0, $touched());
        Changes::note($this->outcome('ModifyDomain', true));
        self::assertGreaterThan(1000, $touched());
    }

    public function testTheDomainObjectTellsOfAChangeOfOwner(): void
    {
        $this->succeed([
            'domain' => 'example.com', 'nameservers' => [], 'status' => 'active', 'transfer_lock' => null, 'expiry' => null,
            'id_protection' => false, 'leaving' => false, 'irtp' => true, 'irtp_lock' => true, 'irtp_lock_until' => '2027-03-01',
            'contact_change_pending' => true, 'suspension_pending' => true, 'registrant_email' => 'a@b.cd',
            'irtp_fields' => ['First Name', 'Email'],
        ]);
        $set = ispapi_GetDomainInformation($this->params())->set;
        self::assertSame([true, true, true, true], [$set['irtp'], $set['irtpLock'], $set['contactChange'], $set['suspension']]);
        self::assertSame('2027-03-01', $set['irtpLockUntil']->format('Y-m-d'));
        self::assertSame(['Registrant' => ['First Name', 'Email']], $set['irtpFields']);
        self::assertArrayNotHasKey('lock', $set);
    }

    public function testATransferOnItsWayHasNameserversAndNothingElse(): void
    {
        $this->succeed(['domain' => 'example.com', 'nameservers' => ['ns1' => 'ns1.a.net']]);
        $domain = ispapi_GetDomainInformation($this->params());
        self::assertInstanceOf(Domain::class, $domain);
        self::assertSame(['domain', 'nameservers'], array_keys($domain->set));
    }

    private function find(string ...$kinds): void
    {
        $row = static fn (string $kind): array => [
            'domain_id' => 7, 'domain' => 'example.com', 'kind' => $kind, 'value' => '',
            'message' => ['key' => "finding.{$kind}", 'values' => [], 'text' => ''],
        ];
        Findings::keep(['scope' => self::SCOPE, 'kinds' => [], 'domain_ids' => [7], 'rows' => array_map($row, $kinds)]);
    }

    private function see(string $domain, int $time): void
    {
        $rows = [['domain' => $domain, 'facts' => ['state' => 'active']]];
        Snapshots::keep(['scope' => self::SCOPE, 'seen' => $time, 'rows' => $rows]);
    }

    /** @return array<string, mixed> */
    private function outcome(string $command, bool $writes): array
    {
        $request = ['COMMAND' => $command, 'DOMAIN' => 'example.com'];
        return ['exchanges' => [['writes' => $writes, 'request' => $request]], 'points' => ['scope' => self::SCOPE]];
    }
}
