<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Host\Support\Page;
use Tests\Slice\Support\Sandbox;
use Tests\Slice\Support\SliceTestCase;

/** Domains that leave, from the page of a domain in the admin area to the registrar's books; and the move from the old module. */
final class LeavingTest extends SliceTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        $this->connect();
    }

    public function testATagReleasesADomainAndItsUnpaidRenewalIsTold(): void
    {
        $id = $this->own('leaving.co.uk');
        $this->bill($id);
        self::assertStringContainsString('Enter the tag', $this->release('leaving.co.uk', 'TRANSIT')->notice('error'));
        self::assertStringContainsString('was released', $this->release('leaving.co.uk', 'NEW-TAG')->notice('success'));
        self::assertSame(1, $this->sandbox->commands()['PushDomain']);
        self::assertFalse($this->sandbox->holds('leaving.co.uk'));
        self::assertSame(['Cancel the renewal of leaving.co.uk, which leaves: 31'], $this->todos());
        self::assertSame('Unpaid', $this->host->row('SELECT status FROM tblinvoices WHERE id = 31')['status']);
        $text = $this->adminPage('leaving.co.uk')->text();
        self::assertStringContainsString('leaving.co.uk was released and is no longer in the account.', $text);
    }

    public function testADomainThatTheRegistrarDoesNotLetGoStays(): void
    {
        $this->own('held.co.uk', ['transfer_lock' => true]); // which this zone has not, so that it shows none
        $page = $this->release('held.co.uk', 'NEW-TAG');
        self::assertStringContainsString('The current state of the name does not allow this.', $page->notice('error'));
        self::assertTrue($this->sandbox->holds('held.co.uk'));
        self::assertSame([], $this->todos());
    }

    public function testAReleaseWhoseAnswerWasLostIsReadBack(): void
    {
        $this->own('lost.co.uk');
        $this->sandbox->post('faults', ['command' => 'PushDomain', 'effect' => 'close_after_executing']);
        self::assertStringContainsString('was released', $this->release('lost.co.uk', 'NEW-TAG')->notice('success'));
        self::assertSame(1, $this->sandbox->commands()['PushDomain']);
    }

    public function testAReleaseThatNobodyKnowsTheEndOfIsATodoAndNotSentAgain(): void
    {
        $this->own('doubt.co.uk');
        $this->sandbox->post('faults', ['command' => 'PushDomain', 'effect' => 'close_before_executing']);
        self::assertStringContainsString('not known yet', $this->release('doubt.co.uk', 'NEW-TAG')->notice('error'));
        self::assertSame(1, $this->sandbox->commands()['PushDomain']);
        self::assertCount(1, $this->todos());
        self::assertTrue($this->sandbox->holds('doubt.co.uk'));
    }

    public function testTheRegistryTakesADomainOnlyAfterItsNameIsTyped(): void
    {
        $this->own('transit.de');
        self::assertStringContainsString('the word TRANSIT', $this->release('transit.de', 'NEW-TAG')->notice('error'));
        $page = $this->press('transit.de', 'ReleaseTransit');
        self::assertStringContainsString('Nothing was done yet.', $page->notice('error'));
        self::assertSame([], array_intersect_key($this->sandbox->commands(), ['PushDomain' => 0]));
        $page = $this->save('transit.de', ['ispapi_confirm' => 'transit.de']);
        self::assertStringContainsString('transit.de was released and is no longer in the account.', $page->text());
        self::assertFalse($this->sandbox->holds('transit.de'));
    }

    public function testARequestedDeletionWaitsForTheEndOfTheTerm(): void
    {
        $this->own('gentle.com', ['renewal_mode' => 'AUTORENEW']);
        $page = $this->admin->submit($this->adminPage('gentle.com'), [], 'action=delete');
        self::assertStringContainsString('was asked to delete', $page->notice('success'));
        self::assertArrayNotHasKey('DeleteDomain', $this->sandbox->commands());
        self::assertSame('AUTODELETE', $this->sandbox->domain('gentle.com')['renewal_mode']);
        self::assertStringContainsString('gentle.com ends with its paid term', $this->adminPage('gentle.com')->text());
    }

    public function testDeleteNowNeedsTheNameAndWorksOnce(): void
    {
        $this->own('gone.com');
        $this->press('gone.com', 'DeleteNow');
        $page = $this->save('gone.com', ['ispapi_confirm' => 'other.com']);
        self::assertStringContainsString('the name that was typed to confirm it is not gone.com', $page->text());
        $this->press('gone.com', 'DeleteNow');
        $form = $this->adminPage('gone.com');
        $this->admin->submit($form, ['ispapi_confirm' => 'gone.com'], 'action=save');
        $page = $this->admin->submit($form, ['ispapi_confirm' => 'gone.com'], 'action=save');
        self::assertStringContainsString('was used already', $page->text());
        self::assertSame(1, $this->sandbox->commands()['DeleteDomain']);
        self::assertFalse($this->sandbox->holds('gone.com'));
    }

    public function testAnOutgoingTransferIsApprovedOnlyAfterItsNameIsTyped(): void
    {
        $this->own('wanted.com');
        $this->sandbox->post('outgoing', ['entity' => 'live', 'name' => 'wanted.com']);
        self::assertStringContainsString('Nothing was done yet.', $this->press('wanted.com', 'ApproveTransfer')->notice('error'));
        self::assertArrayNotHasKey('TransferDomain', $this->sandbox->commands());
        $page = $this->save('wanted.com', ['ispapi_confirm' => 'wanted.com']);
        self::assertStringContainsString('wanted.com goes to the registrar that asked for it.', $page->text());
        self::assertFalse($this->sandbox->holds('wanted.com'));
        self::assertSame(1, $this->sandbox->commands()['TransferDomain']);
    }

    public function testAnOutgoingTransferIsDeniedOnlyAfterItsNameIsTyped(): void
    {
        $this->own('staying.com');
        $this->sandbox->post('outgoing', ['entity' => 'live', 'name' => 'staying.com']);
        self::assertStringContainsString('Nothing was done yet.', $this->press('staying.com', 'DenyTransfer')->notice('error'));
        self::assertArrayNotHasKey('TransferDomain', $this->sandbox->commands());
        $page = $this->save('staying.com', ['ispapi_confirm' => 'staying.com']);
        self::assertStringContainsString('staying.com stays in this account.', $page->text());
        self::assertTrue($this->sandbox->holds('staying.com'));
        self::assertSame(1, $this->sandbox->commands()['TransferDomain']);
    }

    public function testALinkOrAnAdministratorWithoutThePermissionDeletesNothing(): void
    {
        $id = $this->own('kept.com');
        $self = "admin/clientsdomains.php?id={$id}&regaction=custom&ac=DeleteNow";
        self::assertSame(403, $this->admin->get($self)->status);
        $this->host->database()->exec('UPDATE tbladmins SET roleid = 2');
        $page = $this->press('kept.com', 'DeleteNow');
        self::assertStringContainsString('“Perform Registrar Operations”', $page->notice('error'));
        self::assertStringNotContainsString('ispapi_confirm', $this->adminPage('kept.com')->body);
        $this->host->database()->exec('INSERT INTO tbladminperms (roleid, permid) VALUES (2, 5)');
        self::assertStringContainsString('Nothing was done yet.', $this->press('kept.com', 'DeleteNow')->notice('error'));
        self::assertTrue($this->sandbox->holds('kept.com'));
    }

    public function testADomainIsSuspendedAndComesBack(): void
    {
        $this->own('late.com');
        $this->press('late.com', 'SuspendDomain');
        $page = $this->save('late.com', ['ispapi_confirm' => 'late.com']);
        self::assertStringContainsString('late.com is suspended', $page->text());
        self::assertSame(['clientHold'], $this->sandbox->domain('late.com')['flags']);
        self::assertStringContainsString('carried it out', $this->press('late.com', 'UnsuspendDomain')->notice('success'));
        self::assertSame([], $this->sandbox->domain('late.com')['flags']);
    }

    public function testTheScriptMovesFromTheOldModuleAndBack(): void
    {
        $id = $this->own('moving.com');
        $login = ['Username' => Sandbox::LOGIN, 'Password' => Sandbox::PASSWORD, 'TestMode' => ''];
        $this->host->activate('hexonet', $login);
        $this->host->activate('ispapi', ['Username' => '', 'Password' => '', 'TestMode' => '']);
        $this->host->database()->exec("UPDATE tbldomains SET registrar = 'hexonet'");
        $this->host->database()->exec("UPDATE tbldomainpricing SET autoreg = 'hexonet'");
        $page = $this->admin->get('admin/configregistrars.php?module=ispapi');
        self::assertStringContainsString('1 domains and 3 extensions still use the module hexonet', $page->text());
        self::assertStringContainsString('Nothing was changed.', $this->migrate(''));
        $page = $this->admin->get('modules/registrars/ispapi/bin/migrate.php?--apply');
        self::assertStringNotContainsString('hexonet', $page->body);
        self::assertSame('hexonet', $this->row('moving.com')['registrar']);
        self::assertMatchesRegularExpression('/--undo (\S+)/', $said = $this->migrate('--apply'));
        self::assertSame(['ispapi', $id], [$this->row('moving.com')['registrar'], (int) $this->row('moving.com')['id']]);
        self::assertStringContainsString('Registrar status Active', $this->adminPage('moving.com')->text());
        preg_match('/--undo (\S+)/', $said, $found);
        self::assertStringContainsString('was undone', $this->migrate("--undo {$found[1]}"));
        self::assertSame('hexonet', $this->row('moving.com')['registrar']);
    }

    private function release(string $name, string $tag): Page
    {
        return $this->admin->submit($this->adminPage($name), ['transfertag' => $tag], 'action=release');
    }

    private function press(string $name, string $button): Page
    {
        return $this->admin->submit($this->adminPage($name), [], "ac={$button}");
    }

    /** @param array<string, string> $entries */
    private function save(string $name, array $entries): Page
    {
        return $this->admin->submit($this->adminPage($name), $entries, 'action=save');
    }

    /**
     * A domain that the shop and the registrar have.
     *
     * @param array<string, mixed> $more what the registrar knows
     * @return int tbldomains.id
     */
    private function own(string $name, array $more = []): int
    {
        $this->sandbox->post('domains', ['entity' => 'live', 'name' => $name, 'account' => Sandbox::LOGIN] + $more);
        $database = $this->host->database();
        $row = $database->prepare('INSERT INTO tbldomains (userid, domain, registrar, status, type, registrationperiod)
            VALUES (1, ?, ?, ?, ?, 1)');
        $row->execute([$name, 'ispapi', 'Active', 'Register']);
        return (int) $database->lastInsertId();
    }

    /** An unpaid invoice for the renewal of a domain. */
    private function bill(int $id): void
    {
        $this->host->database()->exec("INSERT INTO tblinvoices (id, userid, status) VALUES (31, 1, 'Unpaid')");
        $this->host->database()->exec("INSERT INTO tblinvoiceitems (invoiceid, type, relid) VALUES (31, 'Domain', {$id})");
    }

    private function migrate(string $options): string
    {
        $script = escapeshellarg("{$this->host->root}/modules/registrars/ispapi/bin/migrate.php");
        $home = escapeshellarg(dirname($this->host->root));
        return (string) shell_exec("HOME={$home} " . PHP_BINARY . " -d display_errors=1 {$script} {$options} 2>&1");
    }
}
