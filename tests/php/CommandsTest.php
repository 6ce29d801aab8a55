<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Illuminate\Database\Schema\Blueprint;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Hooks\Commands;

/**
 * The module's own buttons in the admin area, and the confirmation of what cannot be undone: which button shows, who may press
 * it, and that nothing is done by a link, twice, too late, or by somebody else.
 */
final class CommandsTest extends DatabaseTestCase
{
    /** Every function that a button leads to. */
    private const BUTTONS = [
        'AcceptDate', 'ApproveTransfer', 'CancelTransfer', 'ConfirmGone', 'DeleteNow', 'DenyTransfer', 'ReleaseTransit',
        'ResendTransferEmail', 'SuspendDomain', 'SyncNow', 'UnsuspendDomain',
    ];

    protected function setUp(): void
    {
        parent::setUp();
        Capsule::schema()->create('tbldomains', static function (Blueprint $table): void {
            $table->increments('id');
            $table->integer('userid');
            foreach (['domain', 'registrar', 'status'] as $column) {
                $table->string($column);
            }
        });
        Shop::administrators();
        $domain = ['userid' => 4, 'domain' => 'example.co.uk', 'registrar' => 'ispapi', 'status' => 'Active'];
        Capsule::table('tbldomains')->insert([['id' => 7] + $domain, ['id' => 8, 'registrar' => 'other'] + $domain]);
        Shop::$registrarSettings['ispapi'] = ['Username' => 'shop', 'Password' => 'sesame-42'];
        $this->say('delete.done');
    }

    /** @dataProvider buttons */
    public function testButtonsOfWhatLeavesShowByStatusAndZone(string $status, string $release, array $wanted): void
    {
        Capsule::table('tbldomains')->update(['status' => $status]);
        $this->succeed(['release' => $release]);
        $leaving = ['SuspendDomain', 'UnsuspendDomain', 'ReleaseTransit', 'DeleteNow'];
        $shown = array_intersect(ispapi_AdminCustomButtonArray($this->domain()), $leaving);
        self::assertSame($wanted, array_values($shown));
    }

    /** @return array<string, array{string, string, list<string>}> */
    public static function buttons(): array
    {
        $all = ['SuspendDomain', 'UnsuspendDomain', 'ReleaseTransit', 'DeleteNow'];
        $most = ['SuspendDomain', 'UnsuspendDomain', 'DeleteNow'];
        return [
            'a zone that hands over' => ['Active', 'transit', $all], 'one with tags' => ['Active', 'tag', $most],
            'one with neither' => ['Grace', 'none', $most], 'not there yet' => ['Pending', 'transit', []],
            'gone' => ['Transferred Away', 'transit', []], 'cancelled' => ['Cancelled', 'none', []],
            'deleted' => ['Redemption', 'none', []],
        ];
    }

    public function testWithoutTheEngineThereAreNoButtons(): void
    {
        $this->install(null);
        self::assertSame([], ispapi_AdminCustomButtonArray($this->domain()));
    }

    /** @dataProvider asking */
    public function testAButtonThatDestroysOnlyAsks(string $function, string $label): void
    {
        $error = ("ispapi_{$function}")($this->domain())['error'];
        self::assertStringStartsWith('Nothing was done yet.', $error);
        self::assertStringContainsString("“{$label}”", $error);
        self::assertSame([], ScriptedRun::$runs);
        $fields = Commands::fields(['id' => 7]);
        self::assertSame([$label], array_keys($fields));
        self::assertMatchesRegularExpression('/name="ispapi_confirm_key" value="[0-9a-f]{32}"/', $fields[$label]);
        self::assertStringNotContainsString('<form', $fields[$label]);
    }

    /** @return list<array{string, string}> */
    public static function asking(): array
    {
        return [['ApproveTransfer', 'Approve outgoing transfer …'], ['CancelTransfer', 'Cancel transfer …'],
            ['ConfirmGone', 'Confirm that the domain is gone …'], ['DeleteNow', 'Delete now …'],
            ['DenyTransfer', 'Deny outgoing transfer …'], ['ReleaseTransit', 'Release to the registry (TRANSIT) …'],
            ['SuspendDomain', 'Suspend …']];
    }

    /** @dataProvider strangers */
    public function testOnlyAnAdministratorWithThePermissionGetsSoFar(?int $admin, string $permissions): void
    {
        [Shop::$admin, Shop::$permissions] = [$admin, $permissions];
        foreach (self::BUTTONS as $function) {
            $error = ("ispapi_{$function}")($this->domain())['error'];
            self::assertStringContainsString('“Perform Registrar Operations”', $error);
        }
        self::assertSame([], ScriptedRun::$runs);
        self::assertArrayNotHasKey('Delete now …', Commands::fields(['id' => 7]));
    }

    /** @return array<string, array{?int, string}> */
    public static function strangers(): array
    {
        return [
            'nobody' => [null, 'Perform Registrar Operations'], 'one without it' => [1, 'List Clients,Perform Registrar'],
            'a disabled one' => [3, 'Perform Registrar Operations'], 'an unknown one' => [9, 'Perform Registrar Operations'],
        ];
    }

    /** @dataProvider databases */
    public function testWhatIsConfirmedIsDoneOnce(): void
    {
        $form = $this->ask() + ['ispapi_confirm' => ' example.co.uk '];
        Commands::save($form);
        Commands::save($form);
        [$run] = ScriptedRun::$runs;
        self::assertCount(1, ScriptedRun::$runs);
        self::assertSame('DeleteNowConfirmed', $run['verb']);
        $wanted = ['confirmed' => 'example.co.uk', 'sld' => 'example', 'tld' => 'co.uk', 'domainid' => 7, 'Username' => 'shop'];
        self::assertEquals($wanted, array_intersect_key($run['params'], $wanted));
        self::assertContains('ISPAPI: The registrar has deleted example.com.', Shop::$activityLog);
        self::assertStringContainsString('this confirmation was used already', implode(Commands::fields(['id' => 7])));
    }

    /** @dataProvider databases */
    public function testTheEndOfACommandIsShownOnThePage(): void
    {
        Commands::save($this->ask() + ['ispapi_confirm' => 'example.co.uk']);
        $fields = Commands::fields(['id' => 7]);
        self::assertSame(['Last command at the registrar'], array_keys($fields));
        self::assertStringContainsString('text-success', $fields['Last command at the registrar']);
        $this->refuse('ispapi.552', 'error.internal', 'config.right_missing');
        self::assertStringStartsWith('The login may not use', ispapi_UnsuspendDomain($this->domain())['error']);
        [$shown] = array_values(Commands::fields(['id' => 7]));
        self::assertStringContainsString('text-danger', $shown);
        self::assertStringContainsString('may not use the command AddDomain', $shown);
    }

    public function testAnApprovalIsConfirmedLikeADeletion(): void
    {
        Commands::save($this->ask('ApproveTransfer') + ['ispapi_confirm' => 'example.co.uk']);
        [$run] = ScriptedRun::$runs;
        self::assertSame(['ApproveTransferConfirmed', 'example.co.uk'], [$run['verb'], $run['params']['confirmed']]);
    }

    public function testTheDateThatIsAcceptedIsTheOneThatWasShown(): void
    {
        self::assertStringStartsWith('Nothing was done: no date', ispapi_AcceptDate($this->domain())['error']);
        self::assertSame([], Commands::fields(['id' => 7]));
        $this->find('2027-01-02');
        $form = $this->ask('AcceptDate');
        $shown = Commands::fields(['id' => 7])["Accept the registrar's date …"];
        self::assertStringContainsString('example.co.uk gets the expiry date 2027-01-02 in WHMCS', $shown);
        $this->find('2026-05-05');
        Commands::save($form + ['ispapi_confirm' => 'example.co.uk', 'accepted_date' => '2026-05-05']);
        [$run] = ScriptedRun::$runs;
        self::assertSame(
            ['AcceptDateConfirmed', '2027-01-02', 'example.co.uk'],
            [$run['verb'], $run['params']['accepted_date'], $run['params']['confirmed']]
        );
    }

    /** @dataProvider withoutANameInTheEngine */
    public function testWhereTheEngineDoesNotAskForTheNameItIsComparedHere(string $function, array $value, string $end): void
    {
        Capsule::table('tbldomains')->where('id', 7)->update(['domain' => 'bücher.co.uk']);
        foreach (['', 'other.co.uk', 'bücher.com', "bücher.co.uk\n.com", 'a b', str_repeat('x', 300)] as $typed) {
            Commands::save($this->ask($function) + ['ispapi_confirm' => $typed]);
        }
        self::assertSame([], ScriptedRun::$runs);
        self::assertStringContainsString('confirm it is not bücher.co.uk', implode(Commands::fields(['id' => 7])));
        foreach (['xn--bcher-kva.co.uk', ' BÜCHER.co.uk '] as $typed) {
            $this->succeed($value);
            Commands::save($this->ask($function) + ['ispapi_confirm' => $typed]);
        }
        self::assertSame([$function, $function], array_column(ScriptedRun::$runs, 'verb'));
        self::assertStringContainsString($end, implode(Commands::fields(['id' => 7])));
        self::assertContains("ISPAPI: {$end}", Shop::$activityLog);
    }

    /** @return array<string, array{string, array<string, mixed>, string}> */
    public static function withoutANameInTheEngine(): array
    {
        $denied = ['key' => 'transfer.denied', 'values' => ['domain' => 'bücher.co.uk'], 'text' => 'x'];
        return [
            'a transfer to us' => ['CancelTransfer', [], 'The transfer of bücher.co.uk is cancelled.'],
            'an end' => [
                'ConfirmGone', [], 'bücher.co.uk counts as gone from the next synchronisation on, if it is still not there.',
            ],
            'a transfer away' => [
                'DenyTransfer', ['state' => 'accepted', 'message' => $denied],
                'The registrar has accepted the refusal: bücher.co.uk stays in this account.',
            ],
        ];
    }

    /** @dataProvider wrongForms */
    public function testAFormThatDoesNotConfirmDoesNothing(array $changes, bool $isStillOpen): void
    {
        Commands::save($changes + $this->ask() + ['ispapi_confirm' => 'example.co.uk']);
        self::assertSame([], ScriptedRun::$runs);
        self::assertSame($isStillOpen, array_key_exists('Delete now …', Commands::fields(['id' => 7])));
    }

    /** @return array<string, array{array<string, mixed>, bool}> */
    public static function wrongForms(): array
    {
        return [
            'nothing typed' => [['ispapi_confirm' => '  '], true], 'another key' => [['ispapi_confirm_key' => 'x'], true],
            'no key' => [['ispapi_confirm_key' => ''], true], 'a list' => [['ispapi_confirm' => ['example.co.uk']], true],
            'a domain of another registrar' => [['id' => '8'], true], 'no domain' => [['id' => '99'], true],
        ];
    }

    /** @dataProvider databases */
    public function testAnotherAdministratorCannotConfirmIt(): void
    {
        $form = $this->ask() + ['ispapi_confirm' => 'example.co.uk'];
        Shop::$admin = 2;
        self::assertSame([], Commands::fields(['id' => 7]));
        Commands::save($form);
        self::assertSame([], ScriptedRun::$runs);
    }

    /** @dataProvider databases */
    public function testAConfirmationGrowsOldAndDiesWithThePermission(): void
    {
        $form = $this->ask() + ['ispapi_confirm' => 'example.co.uk'];
        Shop::$permissions = 'List Clients';
        Commands::save($form);
        Shop::$permissions = 'Perform Registrar Operations';
        $this->age('cache', 901, 'expires_at');
        Commands::save($form);
        self::assertSame([], ScriptedRun::$runs);
    }

    public function testWhatTheRegistrarSaidIsTextOnThePage(): void
    {
        $this->say('delete.pending', ['status' => '<b>"x"</b>']);
        ispapi_UnsuspendDomain($this->domain());
        [$shown] = array_values(Commands::fields(['id' => 7]));
        self::assertStringNotContainsString('<b>', $shown);
        self::assertStringContainsString('&quot;x&quot;', $shown);
    }

    public function testADomainOfAnotherRegistrarHasNoFields(): void
    {
        self::assertSame([], Commands::fields(['id' => 8]));
        self::assertSame([], Commands::fields([]));
    }

    public function testReleaseAndRequestedDeletionSayWhatHappened(): void
    {
        $this->say('release.done');
        self::assertSame(['success' => true], ispapi_ReleaseDomain($this->domain() + ['transfertag' => 'TAG']));
        $this->say('delete.ends', ['mode' => 'AUTODELETE', 'before' => 'AUTORENEW', 'date' => '2027-01-02']);
        self::assertSame(['success' => true], ispapi_RequestDelete($this->domain()));
        self::assertStringContainsString('its renewal mode is AUTODELETE now', Shop::$activityLog[1]);
        $this->refuse('registrar.locked', 'release.locked', 'release.locked');
        self::assertStringContainsString('is locked', ispapi_ReleaseDomain($this->domain())['error']);
    }

    public function testACrashOfWhatCannotBeUndoneIsADoubt(): void
    {
        ScriptedRun::$effects = [new \RuntimeException('boom')];
        self::assertStringContainsString('not known yet', ispapi_ReleaseDomain($this->domain())['error']);
        Commands::save($this->ask() + ['ispapi_confirm' => 'example.co.uk']);
        self::assertStringContainsString('not known yet', implode(Commands::fields(['id' => 7])));
        self::assertCount(2, Shop::todos());
    }

    public function testANoteGoesIntoTheActivityLog(): void
    {
        $values = ['domain' => 'a.com', 'invoices' => '31'];
        $message = ['key' => 'leaving.invoices', 'values' => $values, 'text' => 'x'];
        $this->store->perform(['effect' => 'note', 'message' => $message]);
        self::assertStringContainsString('unpaid invoices still ask for its renewal: 31', Shop::$activityLog[0]);
    }

    /** The registrar gives this date. */
    private function find(string $date): void
    {
        $row = ['domain_id' => 7, 'domain' => 'example.co.uk', 'kind' => 'earlier', 'value' => $date, 'message' => []];
        $this->store->perform(
            ['effect' => 'findings', 'scope' => self::SCOPE, 'kinds' => [], 'domain_ids' => [7], 'rows' => [$row]]
        );
    }

    /** @return array<string, string> what the form of the page sends, without the name */
    private function ask(string $function = 'DeleteNow'): array
    {
        ("ispapi_{$function}")($this->domain());
        preg_match('/name="ispapi_confirm_key" value="([0-9a-f]+)"/', implode(Commands::fields(['id' => 7])), $found);
        return ['id' => '7', 'ispapi_confirm_key' => $found[1]];
    }

    /** @return array<string, mixed> */
    private function domain(): array
    {
        return $this->params(['domainid' => 7, 'userid' => 4, 'tld' => 'co.uk']);
    }

    /** @param array<string, string> $values */
    private function say(string $key, array $values = []): void
    {
        $message = ['key' => $key, 'values' => $values + ['domain' => 'example.com'], 'text' => 'English'];
        $this->succeed(['state' => 'done', 'message' => $message]);
    }
}
