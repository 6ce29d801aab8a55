<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Illuminate\Database\Schema\Blueprint;
use WHMCS\Database\Capsule;

final class ShopDomainTest extends DatabaseTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Capsule::schema()->create('tbldomains', static function (Blueprint $table): void {
            $table->increments('id');
            foreach (['status', 'type', 'registrar'] as $column) {
                $table->string($column);
            }
            foreach (['expirydate', 'nextduedate', 'registrationdate'] as $column) {
                $table->date($column)->nullable();
            }
        });
        Capsule::schema()->create('tblinvoices', static function (Blueprint $table): void {
            $table->increments('id');
            $table->string('status');
        });
        Capsule::schema()->create('tblinvoiceitems', static function (Blueprint $table): void {
            $table->increments('id');
            $table->integer('invoiceid');
            $table->integer('relid');
            $table->string('type');
        });
        Capsule::table('tblinvoices')->insert([['id' => 1, 'status' => 'Paid'], ['id' => 2, 'status' => 'Unpaid']]);
    }

    /** @dataProvider databases */
    public function testADomainIsReadAsWhmcsHasIt(): void
    {
        $this->add(['expirydate' => '2027-01-02', 'nextduedate' => '2026-12-31', 'registrationdate' => '2020-02-29']);
        self::assertEquals([
            'status' => 'Active', 'expirydate' => '2027-01-02', 'nextduedate' => '2026-12-31',
            'registrationdate' => '2020-02-29', 'type' => 'Register', 'registrar' => 'ispapi', 'reference' => '',
            'cost_currency' => '',
        ], $this->load());
    }

    /** @dataProvider databases */
    public function testThePremiumCostHasTheCurrencyThatWhmcsKeeps(): void
    {
        $this->add([]);
        Capsule::schema()->create('tblcurrencies', static function (Blueprint $table): void {
            $table->increments('id');
            $table->string('code');
        });
        Capsule::schema()->create('tbldomains_extra', static function (Blueprint $table): void {
            $table->integer('domain_id');
            $table->string('name');
            $table->string('value');
        });
        Capsule::table('tblcurrencies')->insert([['id' => 1, 'code' => 'EUR'], ['id' => 2, 'code' => 'USD']]);
        self::assertSame('', $this->load()['cost_currency']);
        Capsule::table('tbldomains_extra')->insert(['domain_id' => 7, 'name' => 'registrarCurrency', 'value' => '2']);
        self::assertSame('USD', $this->load()['cost_currency']);
    }

    /** @dataProvider databases */
    public function testAnswersToFieldsAreKeptInTheirPlace(): void
    {
        Capsule::schema()->create('tbldomainsadditionalfields', static function (Blueprint $table): void {
            $table->increments('id');
            $table->integer('domainid');
            $table->string('name');
            $table->text('value');
        });
        Capsule::table('tbldomainsadditionalfields')->insert(['domainid' => 7, 'name' => 'Agreement', 'value' => 'on']);
        $values = ['Agreement' => '2026-11-28 10:00:00', 'General contact' => 'https://example.com'];
        $this->store->perform(['effect' => 'field_values', 'domain_id' => 7, 'values' => $values]);
        $kept = Capsule::table('tbldomainsadditionalfields')->where('domainid', 7)->pluck('value', 'name')->all();
        self::assertEquals($values, $kept);
    }

    /** @dataProvider datesThatAreNone */
    public function testWhatIsNoDateIsEmpty(string $database, ?string $none): void
    {
        $this->add(['expirydate' => $none, 'nextduedate' => $none, 'registrationdate' => '2020-02-29']);
        ['expirydate' => $expiry, 'nextduedate' => $due, 'registrationdate' => $registration] = $this->load();
        self::assertSame(['', '', '2020-02-29'], [$expiry, $due, $registration]);
    }

    /** @return array<string, array{string, ?string}> */
    public static function datesThatAreNone(): array
    {
        return [
            'zeros' => ['plain', '0000-00-00'], 'zeros in SQLite' => ['sqlite', '0000-00-00'],
            'nothing' => ['plain', null], 'empty' => ['sqlite', ''], 'zeros with a time' => ['sqlite', '0000-00-00 00:00:00'],
        ];
    }

    /** @dataProvider databases */
    public function testTheReferenceIsTheNewestPaidItemOfTheDomain(): void
    {
        $this->add([]);
        $items = [['DomainRegister', 1, 7], ['Domain', 1, 7], ['DomainTransfer', 2, 7], ['Domain', 1, 8], ['Hosting', 1, 7]];
        foreach ($items as [$type, $invoice, $domain]) {
            Capsule::table('tblinvoiceitems')->insert(['type' => $type, 'invoiceid' => $invoice, 'relid' => $domain]);
        }
        self::assertSame('2', $this->load()['reference']);
    }

    /** @dataProvider databases */
    public function testOpenRenewalsAreTheInvoicesThatStillAskForOne(): void
    {
        $invoices = ['Overdue' => 3, 'Cancelled' => 4, 'Refunded' => 5, 'Draft' => 6];
        foreach ($invoices as $status => $id) {
            Capsule::table('tblinvoices')->insert(['id' => $id, 'status' => $status]);
        }
        $items = [['Domain', 6, 7], ['Domain', 2, 7], ['Domain', 2, 7], ['Domain', 1, 7], ['Domain', 3, 8], ['Domain', 4, 7],
            ['Domain', 5, 7], ['DomainRegister', 3, 7], ['Hosting', 3, 7]];
        foreach ($items as [$type, $invoice, $domain]) {
            Capsule::table('tblinvoiceitems')->insert(['type' => $type, 'invoiceid' => $invoice, 'relid' => $domain]);
        }
        $load = ['effect' => 'load', 'what' => 'open_renewals', 'domain_id' => 7];
        self::assertSame([2, 6], $this->store->perform($load));
        Capsule::schema()->drop('tblinvoices');
        self::assertSame([], $this->store->perform($load));
    }

    /**
     * @dataProvider ends
     * @param array{string, string, ?string} $order operation, state, date
     * @param array{string, string} $shown the status and the expiry in the end
     */
    public function testTheStatusFollowsWhatBecameOfAnOrder(string $database, string $before, array $order, array $shown): void
    {
        $this->add(['status' => $before, 'expirydate' => '2020-01-01']);
        $claim = $this->claim(['operation' => $order[0], 'domain_id' => 7]);
        $this->settle($claim, $order[1]);
        self::assertNull($this->follow($order));
        self::assertSame($shown, [$this->load()['status'], $this->load()['expirydate']]);
        self::assertSame($before !== $shown[0] && $order[1] === 'done', $this->journal()[0]['reported']);
    }

    /** @return iterable<string, array{string, string, array{string, string, ?string}, array{string, string}}> */
    public static function ends(): iterable
    {
        $register = static fn (string $state): array => ['register', $state, $state === 'done' ? '2028-05-06 07:08:09' : null];
        $cases = [
            'finished' => ['Pending Registration', $register('done'), ['Active', '2028-05-06']],
            'finished and never told' => ['Pending', $register('done'), ['Active', '2028-05-06']],
            'finished without a date' => ['Pending', ['register', 'done', null], ['Active', '2020-01-01']],
            'accepted' => ['Active', $register('pending'), ['Pending Registration', '2020-01-01']],
            'failed' => ['Pending Registration', $register('void'), ['Pending', '2020-01-01']],
            'cancelled meanwhile' => ['Cancelled', $register('done'), ['Cancelled', '2020-01-01']],
            'a transfer under way' => ['Pending', ['transfer', 'pending', null], ['Pending Transfer', '2020-01-01']],
            'a renewal' => ['Active', ['renew', 'done', '2028-05-06 07:08:09'], ['Active', '2020-01-01']],
        ];
        foreach (self::databases() as $name => $database) {
            foreach ($cases as $what => $case) {
                yield "{$what}, {$name}" => [...$database, ...$case];
            }
        }
    }

    /** @dataProvider databases */
    public function testADomainOfAnotherRegistrarIsLeftAlone(): void
    {
        $this->add(['status' => 'Pending', 'registrar' => 'another']);
        $this->follow(['register', 'done', null]);
        self::assertSame('Pending', Capsule::table('tbldomains')->value('status'));
    }

    /** @dataProvider databases */
    public function testWithoutTheDomainOrTheTableTheAnswerIsNull(): void
    {
        self::assertNull($this->load());
        self::assertSame([], Shop::$activityLog);
        Capsule::schema()->drop('tbldomains');
        self::assertNull($this->load());
        self::assertCount(1, Shop::$activityLog);
    }

    /** @param array<string, mixed> $columns */
    private function add(array $columns): void
    {
        $columns += ['id' => 7, 'status' => 'Active', 'type' => 'Register', 'registrar' => 'ispapi'];
        Capsule::table('tbldomains')->insert($columns);
    }

    /** @return array<string, string>|null */
    private function load(): ?array
    {
        return $this->store->perform(['effect' => 'load', 'what' => 'domain', 'domain_id' => 7]);
    }

    /** @param array{string, string, ?string} $order operation, state, date */
    private function follow(array $order): mixed
    {
        [$operation, $state, $until] = $order;
        return $this->store->perform(['effect' => 'status', 'registrar' => 'ispapi', 'domain_id' => 7,
            'operation' => $operation, 'state' => $state, 'until' => $until]);
    }
}
