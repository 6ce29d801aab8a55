<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use RuntimeException;
use WHMCS\Module\Registrar\Ispapi\ConfigArray;

/**
 * The definitions of additional fields: by the file that a shop includes, and by the function. The engine is scripted.
 */
final class AdditionalFieldsTest extends ModuleTestCase
{
    private const TAX = ['Name' => 'Tax', 'DisplayName' => 'Tax number', 'Type' => 'text', 'Required' => true];
    private const USE = ['Name' => 'Use', 'DisplayName' => 'Use', 'Type' => 'text', 'Required' => false];

    public function testTheFileAsksForTheTldsOfThisRegistrarAlone(): void
    {
        Shop::priceList(['.xx' => 'ispapi', '.Yy' => 'ispapi', '.zz' => 'other', '.ww' => '']);
        Shop::$registrarSettings['ispapi'] = ['OptInFieldTLDs' => '.xx', 'Password' => 'sesame-42'];
        Shop::$session = ['Language' => 'German'];
        $this->define(['.xx' => [self::TAX], '.yy' => []]);
        self::assertSame(['.aa' => ['theirs'], '.xx' => [self::TAX]], $this->included(['.aa' => ['theirs']]));
        [$run] = ScriptedRun::$runs;
        self::assertSame('AdditionalDomainFields', $run['verb']);
        self::assertSame(['.xx', '.yy'], $run['params']['tlds']);
        self::assertSame(['any', 'german', '.xx'], [$run['params']['type'], $run['params']['language'],
            $run['params']['OptInFieldTLDs']]);
        self::assertArrayNotHasKey('Password', $run['params']);
    }

    public function testTheFileMayBeIncludedManyTimesAndAsksOnce(): void
    {
        Shop::priceList(['.xx' => 'ispapi']);
        $this->define(['.xx' => [self::TAX]]);
        $once = $this->included([]);
        self::assertSame($once, $this->included($once));
        self::assertSame($once, $this->included(null));
        self::assertCount(1, ScriptedRun::$runs);
    }

    public function testWhatTheShopDefinedItselfWinsInTheFileAndInTheFunction(): void
    {
        Shop::priceList(['.xx' => 'ispapi']);
        $this->define(['.xx' => [self::TAX, self::USE]]);
        $shops = [['Name' => 'Own', 'Type' => 'text'], ['Name' => 'Tax', 'Required' => false]];
        $wanted = [$shops[0], $shops[1] + self::TAX, self::USE];
        self::assertSame(['.xx' => $wanted], $this->included(['.xx' => $shops]));
        $this->define(['xx' => [self::TAX, self::USE]]);
        $params = $this->params(['tld' => 'xx', 'type' => 'register', 'fields' => $wanted]);
        self::assertSame(['fields' => $wanted], ispapi_AdditionalDomainFields(['tld' => 'xx'] + $params));
    }

    public function testTheFunctionGivesTheFieldsOfItsTld(): void
    {
        $this->define(['xx' => [self::TAX]]);
        $result = ispapi_AdditionalDomainFields(['tld' => 'xx', 'type' => 'transfer', 'fields' => [1]] + $this->params());
        self::assertSame(['fields' => [self::TAX]], $result);
        [$run] = ScriptedRun::$runs;
        $asked = array_intersect_key($run['params'], ['tld' => 1, 'type' => 1, 'language' => 1]);
        self::assertEquals(['tld' => 'xx', 'type' => 'transfer', 'language' => 'english'], $asked);
        self::assertArrayNotHasKey('fields', $run['params']);
    }

    public function testTheCustomerWhoIsLoggedInIsKnownToTheEngine(): void
    {
        Shop::priceList(['.dk' => 'ispapi']);
        $client = ['country' => 'DK', 'companyname' => 'A &amp; B', 'tax_id' => 'DK 1', 'language' => 'french'];
        Shop::logIn($client + ['dk' => 'ab1-dk']);
        $this->define([]);
        $this->included([]);
        self::assertEquals(
            ['dk_user_id' => 'ab1-dk', 'country' => 'DK', 'companyname' => 'A & B', 'tax_id' => 'DK 1', 'language' => 'french'],
            ScriptedRun::$runs[0]['params']['customer']
        );
    }

    public function testWithoutTheExtensionNothingIsAddedAndNothingBreaks(): void
    {
        Shop::priceList(['.xx' => 'ispapi']);
        $this->install(null);
        self::assertSame(['.aa' => ['theirs']], $this->included(['.aa' => ['theirs']]));
        self::assertSame(['fields' => []], ispapi_AdditionalDomainFields($this->params()));
        self::assertSame([], Shop::$moduleLog);
    }

    public function testAFailureAddsNothingAndIsLoggedOnceADay(): void
    {
        Shop::priceList(['.xx' => 'ispapi']);
        Shop::$registrarSettings['ispapi'] = [];
        foreach ([1, 2] as $page) {
            \WHMCS\Module\Registrar\Ispapi\Fields\Catalogue::forget();
            ScriptedRun::$effects = [new RuntimeException('broken')];
            self::assertSame([], $this->included([]), "page {$page}");
        }
        self::assertCount(1, Shop::$moduleLog);
        self::assertStringContainsString('additionalfields', Shop::$moduleLog[0]['action']);
    }

    public function testAShopWithoutPriceListOrDatabaseGoesOn(): void
    {
        self::assertSame([], $this->included('nonsense'));
        self::assertSame([], ScriptedRun::$runs);
    }

    public function testTheLineOfTheSettingsPageIncludesTheFile(): void
    {
        Shop::priceList(['.xx' => 'ispapi']);
        $this->define(['.xx' => [self::TAX]]);
        $additionaldomainfields = [];
        eval(ConfigArray::INCLUDE_LINE);
        self::assertSame(['.xx' => [self::TAX]], $additionaldomainfields);
        $shown = ispapi_getConfigArray()['FieldsFile']['Description'];
        self::assertStringContainsString('<code>' . htmlspecialchars(ConfigArray::INCLUDE_LINE) . '</code>', $shown);
        $page = (string) file_get_contents(ROOTDIR . '/docs/module.md');
        self::assertStringContainsString(ConfigArray::INCLUDE_LINE, $page);
    }

    /** @param array<string, list<array<string, mixed>>> $fields */
    private function define(array $fields): void
    {
        $this->succeed(['fields' => $fields]);
    }

    private function included(mixed $additionaldomainfields): mixed
    {
        include ROOTDIR . '/modules/registrars/ispapi/additionalfields.php';
        return $additionaldomainfields;
    }
}
