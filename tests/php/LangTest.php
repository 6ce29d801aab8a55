<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Lang;

final class LangTest extends ModuleTestCase
{
    /** @dataProvider readers */
    public function testTheVisitorsLanguageComesBeforeTheShops(array $session, string $shop, string $sentence): void
    {
        Shop::$session = $session;
        Shop::$settings['Language'] = $shop;
        self::assertSame($sentence, Lang::ofVisitor()->text('register.not_available'));
    }

    /** @return list<array{array<string, string>, string, string}> */
    public static function readers(): array
    {
        return [
            [['Language' => 'french'], 'german', 'Ce domaine n’est pas disponible.'],
            [[], 'german', 'Diese Domain ist nicht verfügbar.'],
            [['Language' => 'Arabic'], 'german', 'هذا النطاق غير متاح.'],
            [['Language' => 'klingon'], 'german', 'This domain is not available.'],
            [['Language' => '../german'], 'german', 'This domain is not available.'],
        ];
    }

    public function testTheShopsOwnWordingComesFirst(): void
    {
        Shop::$wording['ispbridge.order.in_doubt'] = 'Wait for :domain.';
        self::assertSame('Wait for a.com.', (new Lang('german'))->text('order.in_doubt', ['domain' => 'a.com']));
    }

    public function testTheShopsOwnWordingIsAlsoFoundInTheGlobal(): void
    {
        global $_LANG;
        $_LANG = ['ispbridge.order.in_doubt' => 'Patience for :domain.'];
        $text = (new Lang('german'))->text('order.in_doubt', ['domain' => 'a.com']);
        $_LANG = null;
        self::assertSame('Patience for a.com.', $text);
    }

    public function testAValueIsNotSearchedForNames(): void
    {
        $values = ['name' => ':reason', 'reason' => ':name'];
        self::assertSame('The value of “:reason” must be :name.', (new Lang('english'))->text('error.bad_parameter', $values));
    }

    public function testAMissingValueStaysVisible(): void
    {
        self::assertSame('The value of “:name” is missing.', (new Lang('english'))->text('error.missing_parameter'));
    }

    public function testAKeyThatNoLanguageHasIsSaidInTheEnglishOfTheEngine(): void
    {
        $message = ['key' => 'newer.key', 'values' => ['a' => 'b'], 'text' => 'English of a newer engine.'];
        self::assertSame('English of a newer engine.', (new Lang('german'))->message($message));
    }

    public function testMarkupInAValueStaysText(): void
    {
        $text = (new Lang('english'))->text('order.in_doubt', ['domain' => '<script>a</script>']);
        self::assertStringNotContainsString('<', $text);
        self::assertStringNotContainsString('>', $text);
    }
}
