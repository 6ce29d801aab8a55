<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use RuntimeException;

/**
 * The check of additional fields in the cart. The engine is scripted.
 */
final class CartFieldsTest extends ModuleTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Shop::priceList(['.us' => 'ispapi', '.uk' => 'ispapi', '.co.uk' => 'other', '.pt' => 'ispapi']);
        Shop::$fields = ['us' => [['Name' => 'Purpose'], ['Name' => 'Category']], 'pt' => [['Name' => 'ROID']]];
        $this->judge([]);
    }

    protected function tearDown(): void
    {
        unset($_SESSION);
    }

    public function testWhatIsWrongIsSaidInTheVisitorsLanguageWithTheDomain(): void
    {
        Shop::$session = ['Language' => 'german'];
        $message = ['key' => 'fields.missing', 'values' => ['field' => 'Zweck <b>', 'tld' => 'us'], 'text' => 'x'];
        $this->judge([['domain' => 'a.us', 'messages' => [$message]], ['domain' => 'b.pt', 'messages' => []]]);
        $said = $this->check([['a.us', 'register']], [0 => ['']]);
        self::assertSame(['a.us: „Zweck ‹b›“ wird für eine .us-Domain benötigt.'], $said);
    }

    public function testNumbersBecomeTheNamesThatWhmcsGivesThem(): void
    {
        $this->check([['a.us', 'register'], ['b.pt', 'transfer']], [0 => ['P1', 'C11'], 1 => ['x']]);
        self::assertSame([
            ['domain' => 'a.us', 'tld' => '.us', 'type' => 'register', 'fields' => ['Purpose' => 'P1', 'Category' => 'C11']],
            ['domain' => 'b.pt', 'tld' => '.pt', 'type' => 'transfer', 'fields' => ['ROID' => 'x']],
        ], ScriptedRun::$runs[0]['params']['domains']);
        self::assertSame('ValidateFields', ScriptedRun::$runs[0]['verb']);
    }

    public function testWhmcsMayWantTheDotBeforeATld(): void
    {
        Shop::$fields = ['.us' => [['Name' => 'Category']]];
        $this->check([['a.us', 'register']], [0 => ['C11']]);
        self::assertSame(['Category' => 'C11'], ScriptedRun::$runs[0]['params']['domains'][0]['fields']);
    }

    public function testFieldsThatAreSubmittedByNameAreTakenByName(): void
    {
        $this->check([['a.us', 'register']], [0 => ['Category' => 'C12']]);
        self::assertSame(['Category' => 'C12'], ScriptedRun::$runs[0]['params']['domains'][0]['fields']);
    }

    public function testWithoutASubmittedFormTheSessionSaysWhatWasAnswered(): void
    {
        $_SESSION = ['cart' => ['domains' => [['domain' => 'a.us', 'type' => 'register', 'fields' => ['P3', 'C11']]]]];
        $this->hook([]);
        $wanted = ['Purpose' => 'P3', 'Category' => 'C11'];
        self::assertSame($wanted, ScriptedRun::$runs[0]['params']['domains'][0]['fields']);
    }

    /** @dataProvider otherItems */
    public function testOtherItemsAreNotJudged(mixed $item, mixed $fields): void
    {
        $_SESSION = ['cart' => ['domains' => [$item]]];
        self::assertSame([], $this->hook(['domainfield' => [$fields]]));
        self::assertSame([], ScriptedRun::$runs);
    }

    /** @return array<string, array{mixed, mixed}> */
    public static function otherItems(): array
    {
        return [
            'a TLD of another registrar' => [['domain' => 'a.co.uk', 'type' => 'register'], ['x' => '1']],
            'a TLD that is not sold' => [['domain' => 'a.zz', 'type' => 'register'], ['x' => '1']],
            'another kind of item' => [['domain' => 'a.us', 'type' => 'owndomain'], ['x' => '1']],
            'no answers' => [['domain' => 'a.us', 'type' => 'register'], null],
            'a number that WHMCS does not explain' => [['domain' => 'a.uk', 'type' => 'register'], [5 => 'x']],
            'no name' => [['domain' => ['a.us'], 'type' => 'register'], ['x' => '1']],
            'no type' => [['domain' => 'a.us', 'type' => ['register']], ['x' => '1']],
            'no item' => ['a.us', ['x' => '1']],
            'an empty name' => [['domain' => '', 'type' => 'register'], ['x' => '1']],
        ];
    }

    /** @dataProvider noCarts */
    public function testACartThatIsNoneIsNoReasonToFail(mixed $session): void
    {
        $_SESSION = $session;
        self::assertSame([], $this->hook(['domainfield' => 'x']));
    }

    /** @return list<array{mixed}> */
    public static function noCarts(): array
    {
        return [[[]], [['cart' => []]], [['cart' => ['domains' => 'x']]], [['cart' => ['domains' => null]]]];
    }

    public function testTheCustomersCountryAndCompanyCount(): void
    {
        Shop::logIn(['country' => 'FR', 'companyname' => 'Example', 'tax_id' => '', 'language' => '']);
        $this->check([['a.us', 'register']], [0 => ['P1']]);
        $params = ScriptedRun::$runs[0]['params'];
        self::assertSame(['FR', true], [$params['country'], $params['organization']]);
    }

    public function testAFailureOfOursDoesNotHoldUpTheOrder(): void
    {
        ScriptedRun::$effects = [new RuntimeException('broken')];
        self::assertSame([], $this->check([['a.us', 'register']], [0 => ['P1']]));
        self::assertCount(1, Shop::$moduleLog);
        $this->install(null);
        self::assertSame([], $this->check([['a.us', 'register']], [0 => ['P1']]));
    }

    /**
     * @param list<array{string, string}> $cart domain and type
     * @param array<int, array<mixed>> $fields
     * @return list<string>
     */
    private function check(array $cart, array $fields): array
    {
        $items = array_map(static fn (array $item): array => ['domain' => $item[0], 'type' => $item[1]], $cart);
        $_SESSION = ['cart' => ['domains' => $items]];
        return $this->hook(['a' => 'confdomains', 'domainfield' => $fields]);
    }

    /**
     * @param array<string, mixed> $vars
     * @return list<string>
     */
    private function hook(array $vars): array
    {
        [$work] = Shop::$hooks['ShoppingCartValidateDomainsConfig'];
        return $work($vars);
    }

    /** @param list<array<string, mixed>> $domains */
    private function judge(array $domains): void
    {
        $this->succeed(['domains' => $domains]);
    }
}
