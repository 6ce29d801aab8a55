<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Error;

/**
 * The check of transfers in the cart. The engine is scripted.
 */
final class TransferCheckTest extends ModuleTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Shop::priceList(['.com' => 'ispapi', '.uk' => 'ispapi', '.co.uk' => 'other']);
        Shop::$registrarSettings['ispapi'] = ['Username' => 'shop', 'Password' => 'sesame-42'];
        $this->succeed(['refusals' => []]);
    }

    protected function tearDown(): void
    {
        unset($_SESSION);
    }

    public function testTheTransfersThatAreOursAreAskedAboutInOneRun(): void
    {
        self::assertSame([], $this->check([
            ['type' => 'transfer', 'domain' => 'a.com', 'eppcode' => 'aB3$x'],
            ['type' => 'register', 'domain' => 'b.com'],
            ['type' => 'transfer', 'domain' => 'c.co.uk'],
            ['type' => 'transfer', 'domain' => 'd.zz'],
            ['type' => 'transfer', 'domain' => 'e.uk', 'eppcode' => ['x']],
            ['type' => 'transfer', 'domain' => ['f.com']],
            'g.com',
        ]));
        [$run] = ScriptedRun::$runs;
        self::assertCount(1, ScriptedRun::$runs);
        self::assertSame('CheckTransfers', $run['verb']);
        self::assertSame('sesame-42', $run['params']['Password']);
        $wanted = [['domain' => 'a.com', 'eppcode' => 'aB3$x'], ['domain' => 'e.uk', 'eppcode' => '']];
        self::assertSame($wanted, $run['params']['transfers']);
        self::assertStringNotContainsString('aB3$x', Shop::paper());
    }

    public function testARefusalNamesTheDomainAndSpeaksTheVisitorsLanguage(): void
    {
        Shop::$session = ['Language' => 'german'];
        $reason = ['key' => 'ispapi.customer.locked', 'values' => [], 'text' => 'x'];
        $this->succeed(['refusals' => [['domain' => 'a.com', 'reason' => $reason]]]);
        $said = $this->check([['type' => 'transfer', 'domain' => 'a.com']]);
        self::assertCount(1, $said);
        self::assertStringStartsWith('a.com: Der Name ist gegen Umzüge gesperrt.', $said[0]);
    }

    /** @dataProvider switches */
    public function testTheSettingSwitchesItOff(mixed $stored, int $runs): void
    {
        Shop::$registrarSettings['ispapi']['TRANSFERCARTPRECHECK'] = $stored;
        $this->check([['type' => 'transfer', 'domain' => 'a.com']]);
        self::assertCount($runs, ScriptedRun::$runs);
    }

    /** @return list<array{mixed, int}> */
    public static function switches(): array
    {
        return [['on', 1], ['1', 1], ['', 0], ['off', 0], ['0', 0]];
    }

    public function testWhateverGoesWrongNobodyIsKeptFromBuying(): void
    {
        $cart = [['type' => 'transfer', 'domain' => 'a.com']];
        $this->refuse('ispapi.421', 'ispapi.customer.busy', 'error.internal');
        self::assertSame([], $this->check($cart));
        ScriptedRun::$effects = [new Error('boom')];
        self::assertSame([], $this->check($cart));
        $this->install(null);
        self::assertSame([], $this->check($cart));
        self::assertSame([], $this->check(null));
        self::assertSame([], $this->check([]));
    }

    /** @return list<string> */
    private function check(mixed $cart): array
    {
        $_SESSION = ['cart' => ['domains' => $cart]];
        [$hook] = Shop::$hooks['ShoppingCartValidateCheckout'];
        return $hook(['a' => 'checkout']);
    }
}
