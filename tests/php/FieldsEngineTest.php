<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use WHMCS\Module\Registrar\Ispapi\Fields\Catalogue;

/**
 * The additional fields with the real extension.
 */
final class FieldsEngineTest extends EngineTestCase
{
    protected function tearDown(): void
    {
        unset($_SESSION);
    }

    public function testFileAndFunctionGiveTheSameFieldsAndNeitherDoublesThem(): void
    {
        Shop::priceList(['.us' => 'ispapi', '.com' => 'ispapi', '.рф' => 'ispapi', '.fr' => 'other']);
        $file = $this->included([]);
        self::assertSame(['.us', '.рф'], array_keys($file));
        $names = array_column($file['.us'], 'Name');
        self::assertSame(array_unique($names), $names);
        $params = $this->params(['type' => 'register', 'fields' => $file['.us']]);
        self::assertSame($file['.us'], ispapi_AdditionalDomainFields(['tld' => 'us'] + $params)['fields']);
        self::assertSame(['.us' => $file['.us']], array_intersect_key($this->included($file), ['.us' => 1]));
    }

    public function testTheFieldsSpeakTheVisitorsLanguageAndKeepTheirNamesAndValues(): void
    {
        $params = ['tld' => 'us'] + $this->params();
        $english = ispapi_AdditionalDomainFields($params)['fields'];
        Shop::$session = ['Language' => 'arabic'];
        $arabic = ispapi_AdditionalDomainFields($params)['fields'];
        self::assertSame(array_column($english, 'Name'), array_column($arabic, 'Name'));
        self::assertNotSame(array_column($english, 'DisplayName'), array_column($arabic, 'DisplayName'));
        self::assertStringContainsString('C11|', $arabic[1]['Options'] . $arabic[0]['Options']);
    }

    public function testTheFormBeginsWithWhatIsKnownOfTheCustomer(): void
    {
        Shop::priceList(['.dk' => 'ispapi']);
        $client = ['country' => 'DK', 'companyname' => '', 'tax_id' => 'DK12345678', 'language' => 'english'];
        Shop::logIn($client + ['dk' => 'ab1-dk']);
        $defaults = array_column($this->included([])['.dk'], 'Default', 'Name');
        self::assertSame('DK12345678', $defaults['Registrant VAT ID']);
        self::assertSame('AB1-DK', $defaults['Registrant Contact']);
    }

    public function testTheTrusteeServiceIsAskedOnlyWhereItIsSwitchedOn(): void
    {
        $names = fn (array $more): array => array_column(
            ispapi_AdditionalDomainFields(['tld' => 'eu'] + $this->params($more))['fields'],
            'Name'
        );
        self::assertNotContains('Local Presence', $names([]));
        self::assertContains('Local Presence', $names(['OptInFieldTLDs' => '.de, .eu']));
    }

    /** @dataProvider hostile */
    public function testHostileValuesAreRefusedOrTakenAsTextAndNeverBreakTheCart(mixed $value, ?string $said): void
    {
        Shop::priceList(['.scot' => 'ispapi']);
        $_SESSION = ['cart' => ['domains' => [['domain' => 'a.scot', 'type' => 'register']]]];
        [$work] = Shop::$hooks['ShoppingCartValidateDomainsConfig'];
        $errors = $work(['domainfield' => [['Intended Use' => $value]]]);
        self::assertSame($said === null ? [] : ["a.scot: {$said}"], $errors);
        self::assertSame([], Shop::$moduleLog);
    }

    /** @return array<string, array{mixed, ?string}> */
    public static function hostile(): array
    {
        $text = '“Intended use” holds characters that cannot be sent. Please type it again as plain text.';
        return [
            'an array' => [['x'], $text],
            'an array of arrays' => [['x' => ['y' => ['z']]], $text],
            '300 characters' => [str_repeat('x', 300), null],
            '2000 characters' => [str_repeat('x', 2000), '“Intended use” is too long.'],
            'a control character' => ["a\0b", $text],
            'a line' => ["a\r\nCOMMAND = DeleteDomain", $text],
            'an encoded line' => ['a&#10;b', $text],
            'emoji' => ['🦀 shop 👩‍💻', null],
            'not UTF-8' => ["\xFF\xFE", $text],
            'an object' => [new \stdClass(), '“Intended use” is needed for a .scot domain.'],
            'nothing' => ['', '“Intended use” is needed for a .scot domain.'],
            'blanks' => [" \t ", '“Intended use” is needed for a .scot domain.'],
            'markup' => ['<script>alert(1)</script>', null],
            'a number' => [7, null],
        ];
    }

    public function testWhatAWholePriceListCostsAPage(): void
    {
        $tlds = array_unique(array_merge(...array_map(
            static fn (array $row): array => $row['tlds'] ?? [],
            json_decode((string) file_get_contents(ROOTDIR . '/data/additional_fields.json'), true)
        )));
        Shop::priceList(array_fill_keys(array_map(static fn (string $tld): string => ".{$tld}", $tlds), 'ispapi'));
        $this->included([]);
        Catalogue::forget();
        $start = hrtime(true);
        self::assertGreaterThan(120, count($this->included([])));
        $milliseconds = (hrtime(true) - $start) / 1e6;
        self::assertLessThan(250, $milliseconds, 'even an unoptimised engine on a busy machine is faster');
    }

    private function included(mixed $additionaldomainfields): mixed
    {
        include ROOTDIR . '/modules/registrars/ispapi/additionalfields.php';
        return $additionaldomainfields;
    }
}
