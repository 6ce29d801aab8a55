<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Slice\Support\Sandbox;
use Tests\Slice\Support\SliceTestCase;

/** One domain through shop, module, engine and registrar: when all goes well, and when the wire or the registrar does not. */
final class RegistrarTest extends SliceTestCase
{
    private const NAME = 'slice-of-life.com';

    public function testAWrongPasswordIsRefusedAndNotStored(): void
    {
        $page = $this->connect('not the password');
        self::assertStringContainsString('The settings were not saved', $page->notice('error'));
        self::assertSame('', $this->storedLogin());
    }

    public function testTheRightPasswordIsStored(): void
    {
        self::assertStringContainsString('has new settings', $this->connect()->notice('success'));
        self::assertSame(Sandbox::LOGIN, $this->storedLogin());
    }

    public function testAnOrderIsChargedOnceAndShownAsItIs(): void
    {
        $this->connect();
        $page = $this->order(self::NAME, ['ns1' => 'ns1.example.org', 'ns2' => 'ns2.example.org']);
        self::assertStringContainsString('is registered', $page->notice('success'));
        self::assertSame(['AddDomain'], $this->sandbox->charges(self::NAME));
        $text = $this->adminPage(self::NAME)->text();
        self::assertStringContainsString('Registrar status Active', $text);
        self::assertSame('ns1.example.org', $this->adminPage(self::NAME)->value('ns1'));
    }

    public function testNameserversAreSavedAndReadBack(): void
    {
        $this->connect();
        $this->order(self::NAME, ['ns1' => 'ns1.example.org', 'ns2' => 'ns2.example.org']);
        $hosts = ['ns1' => 'ns1.example.org', 'ns2' => 'ns3.example.org', 'ns3' => 'ns4.example.org'];
        $page = $this->admin->submit($this->adminPage(self::NAME), $hosts, 'action=savens');
        self::assertStringContainsString('were saved', $page->notice('success'));
        $shown = array_map([$this->adminPage(self::NAME), 'value'], array_keys($hosts));
        sort($shown);
        self::assertSame(array_values($hosts), $shown);
    }

    public function testAnOrderWhoseAnswerWasLostIsFoundAndNotSentAgain(): void
    {
        $this->connect();
        $this->sandbox->post('faults', ['command' => 'AddDomain', 'effect' => 'close_after_executing']);
        $page = $this->order(self::NAME);
        self::assertStringContainsString('is registered', $page->notice('success'));
        self::assertSame('Active', $this->row(self::NAME)['status']);
        self::assertSame(['AddDomain'], $this->sandbox->charges(self::NAME));
        self::assertSame(1, $this->sandbox->commands()['AddDomain']);
    }

    /** @dataProvider lostOrders */
    public function testAnOrderThatMayHaveArrivedIsInDoubtAndNotSentAgain(array $fault): void
    {
        $this->connect();
        $this->sandbox->post('faults', $fault + ['command' => 'AddDomain']);
        $this->order(self::NAME);
        self::assertSame('Pending', $this->row(self::NAME)['status']);
        self::assertSame([], $this->sandbox->charges(self::NAME));
        self::assertSame(1, $this->sandbox->commands()['AddDomain']);
        self::assertCount(1, $this->todos());
        self::assertStringContainsString(self::NAME, $this->todos()[0]);
    }

    /** @return array<string, array{array<string, mixed>}> */
    public static function lostOrders(): array
    {
        return [
            'the connection breaks' => [['effect' => 'close_before_executing']],
            'a server in front answers' => [['effect' => 'http_status', 'status' => 502]],
            'the body is another one' => [['effect' => 'body', 'text' => '404']],
        ];
    }

    /** @dataProvider refusals */
    public function testATemporaryRefusalIsReadBackAndNotSentAgain(int $code): void
    {
        $this->connect();
        $this->sandbox->post('faults', ['command' => 'AddDomain', 'effect' => 'answer', 'code' => $code]);
        $this->order(self::NAME);
        self::assertSame('Pending', $this->row(self::NAME)['status']);
        self::assertSame([], $this->sandbox->charges(self::NAME));
        self::assertSame(1, $this->sandbox->commands()['AddDomain']);
    }

    /** @return list<array{int}> */
    public static function refusals(): array
    {
        return [[420], [421], [423], [520]];
    }

    public function testANameThatSomebodyElseHasIsNotCharged(): void
    {
        $this->connect();
        $this->sandbox->post('foreign', ['name' => self::NAME, 'registrar' => 'Another']);
        $this->order(self::NAME);
        self::assertSame('Pending', $this->row(self::NAME)['status']);
        self::assertSame([], $this->sandbox->charges(self::NAME));
    }

    public function testAnOrderWithoutFundsOpensAToDo(): void
    {
        $this->connect();
        $this->sandbox->post('balance', ['entity' => 'live', 'login' => Sandbox::LOGIN, 'amount' => '1.00']);
        $this->order(self::NAME);
        self::assertSame('Pending', $this->row(self::NAME)['status']);
        self::assertSame([], $this->sandbox->charges(self::NAME));
        self::assertCount(1, $this->todos());
    }

    public function testASecondRunForARegisteredNameIsNotChargedAgain(): void
    {
        $this->connect();
        $this->order(self::NAME);
        $page = $this->admin->submit($this->adminPage(self::NAME), [], 'action=register');
        self::assertNotSame('', $page->notice('error'));
        self::assertSame(['AddDomain'], $this->sandbox->charges(self::NAME));
        self::assertSame('Active', $this->row(self::NAME)['status']);
    }

    private function storedLogin(): string
    {
        return (string) $this->admin->get('admin/configregistrars.php?module=ispapi')->value('field-Username');
    }
}
