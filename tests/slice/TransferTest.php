<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Slice\Support\SliceTestCase;

/** A domain that another registrar has, on its way into the account: through cart, module, engine, registrar and cron. */
final class TransferTest extends SliceTestCase
{
    private const NAME = 'slice-on-the-move.com';
    private const CODE = 'aB3$x&Y-9z';

    protected function tearDown(): void
    {
        $rows = $this->host->database()->query('SELECT request, response, arrdata FROM tblmodulelog')->fetchAll();
        $todos = $this->host->database()->query('SELECT * FROM tbltodolist')->fetchAll();
        $journal = $this->host->database()->query('SELECT * FROM mod_ispbridge_journal')->fetchAll();
        $written = serialize([$rows, $todos, $journal]);
        parent::tearDown();
        self::assertStringNotContainsString(self::CODE, $written);
    }

    public function testATransferIsChargedOnceAndCompletedByTheCron(): void
    {
        $this->connect();
        $this->bring();
        self::assertSame('Pending Transfer', $this->row(self::NAME)['status']);
        $this->host->cron('do --DomainTransferSync');
        self::assertSame('Pending Transfer', $this->row(self::NAME)['status']);
        $this->settle(true);
        $this->host->cron('do --DomainTransferSync');
        self::assertSame('Active', $this->row(self::NAME)['status']);
        self::assertSame(['TransferDomain'], $this->sandbox->charges(self::NAME));
        self::assertSame(1, $this->sandbox->commands()['TransferDomain']);
        self::assertSame(1, $this->sandbox->commands()['SetDomainRenewalMode']);
        self::assertSame([], $this->todos());
        self::assertStringContainsString('Registrar status Active', $this->adminPage(self::NAME)->text());
    }

    public function testATransferThatTheCronSettledFirstIsCompletedAllTheSame(): void
    {
        $this->connect();
        $this->bring();
        $this->settle(true);
        $this->host->cron('');
        self::assertSame('done', $this->host->row('SELECT state FROM mod_ispbridge_journal')['state']);
        $this->host->cron('do --DomainTransferSync');
        self::assertSame('Active', $this->row(self::NAME)['status']);
        self::assertSame(1, $this->sandbox->commands()['SetDomainRenewalMode']);
        self::assertSame([], $this->todos());
    }

    public function testAnAnswerThatWasLostIsFoundAndTheTransferNotSentAgain(): void
    {
        $this->connect();
        $this->sandbox->post('faults', ['command' => 'TransferDomain', 'effect' => 'close_after_executing']);
        $this->bring();
        self::assertSame('Pending Transfer', $this->row(self::NAME)['status']);
        self::assertSame(1, $this->sandbox->commands()['TransferDomain']);
    }

    public function testATransferThatIsDeniedFailsInPlainWords(): void
    {
        $this->connect();
        $this->bring();
        $this->settle(false);
        $this->host->cron('do --DomainTransferSync');
        self::assertSame('Cancelled', $this->row(self::NAME)['status']);
        self::assertSame(['The transfer of ' . self::NAME . ' has failed'], $this->todos());
    }

    public function testALockedDomainIsNotOrdered(): void
    {
        $this->connect();
        $this->bring(['locked' => true]);
        self::assertSame([], $this->sandbox->charges(self::NAME));
        self::assertArrayNotHasKey('TransferDomain', $this->sandbox->commands());
    }

    public function testATransferThatIsTakenBackCanBeOrderedAgain(): void
    {
        $this->connect();
        $this->bring();
        $page = $this->admin->submit($this->adminPage(self::NAME), [], 'ac=CancelTransfer');
        self::assertStringContainsString('Nothing was done yet.', $page->notice('error'));
        self::assertSame(1, $this->sandbox->commands()['TransferDomain'], 'the order');
        $page = $this->admin->submit($page, ['ispapi_confirm' => 'another.com'], 'action=save');
        self::assertStringContainsString('the name that was typed to confirm it is not ' . self::NAME, $page->text());
        self::assertSame(1, $this->sandbox->commands()['TransferDomain'], 'the order');
        $page = $this->admin->submit($this->adminPage(self::NAME), [], 'ac=CancelTransfer');
        $page = $this->admin->submit($page, ['ispapi_confirm' => self::NAME], 'action=save');
        self::assertStringContainsString('The transfer of ' . self::NAME . ' is cancelled.', $page->text());
        self::assertSame(2, $this->sandbox->commands()['TransferDomain'], 'the order, and its cancellation');
        $this->host->cron('do --DomainTransferSync');
        self::assertSame('Cancelled', $this->row(self::NAME)['status']);
    }

    /** @param array<string, mixed> $foreign */
    private function bring(array $foreign = []): void
    {
        $foreign += ['name' => self::NAME, 'registrar' => 'Another', 'auth' => self::CODE];
        $this->sandbox->post('foreign', $foreign + ['expiration' => '2027-09-01 00:00:00']);
        $form = $this->client->get('cart.php?a=add&domain=transfer');
        $this->client->submit($form, ['domain' => self::NAME, 'eppcode' => self::CODE]);
    }

    private function settle(bool $approved): void
    {
        $this->sandbox->post('settle', ['entity' => 'live', 'name' => self::NAME, 'confirmed' => $approved]);
    }
}
