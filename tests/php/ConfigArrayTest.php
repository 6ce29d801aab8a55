<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

final class ConfigArrayTest extends ModuleTestCase
{
    private const KEYS = ['Username', 'Password', 'TestMode', 'ProxyServer', 'IRTP', 'TRANSFERLOCK', 'NSUpdTransfer',
        'CHUpdTransfer', 'DNSSEC', 'TRANSFERCARTPRECHECK', 'ExpiryDayEarlier', 'MissingDomains', 'PortfolioSync', 'WebApps',
        'OptInFieldTLDs', 'UndocumentedFieldTLDs'];

    public function testAllSettingsAreThereWithTextsAndDefaults(): void
    {
        $rows = ispapi_getConfigArray();
        $rest = ['Portfolio', 'FieldsFile', 'Engine'];
        self::assertSame(['FriendlyName', 'Description', ...self::KEYS, ...$rest], array_keys($rows));
        foreach (self::KEYS as $key) {
            self::assertNotSame('', $rows[$key]['FriendlyName']);
            self::assertStringNotContainsString('setting.', $rows[$key]['FriendlyName'] . $rows[$key]['Description']);
            self::assertGreaterThan(20, strlen($rows[$key]['Description']), $key);
            self::assertIsString($rows[$key]['Default'], $key);
        }
    }

    public function testNothingAsksTheEngine(): void
    {
        ispapi_getConfigArray($this->params());
        self::assertSame([], ScriptedRun::$runs);
    }

    /** @dataProvider environments */
    public function testTheLastRowSaysVersionAndEnvironment(mixed $testMode, string $wanted): void
    {
        $row = ispapi_getConfigArray(['TestMode' => $testMode])['Engine'];
        self::assertStringContainsString("PHP extension ispbridge 0.1.9; environment {$wanted}.", $row['Description']);
    }

    /** @return list<array{mixed, string}> the forms in which the engine takes a tick, and others */
    public static function environments(): array
    {
        return [['on', 'OT&amp;E'], ['1', 'OT&amp;E'], [1, 'OT&amp;E'], [true, 'OT&amp;E'],
            ['Yes', 'OT&amp;E'], ['true', 'OT&amp;E'],
            ['', 'LIVE'], ['0', 'LIVE'], ['off', 'LIVE'], [false, 'LIVE'], [null, 'LIVE'], [['on'], 'LIVE']];
    }

    /** @dataProvider storedAnswers */
    public function testTheOwnerChangeThatWasStoredIsTheOneShown(string $stored, string $key): void
    {
        $row = ispapi_getConfigArray(['IRTP' => $stored])['IRTP'];
        self::assertSame($key, array_key_first($row['Options']));
        self::assertSame($key, $row['Default']);
        self::assertCount(2, $row['Options']);
        $this->succeed([]);
        ispapi_GetNameservers($this->params(['IRTP' => $stored]));
        self::assertSame($key, ScriptedRun::$runs[0]['params']['IRTP']);
    }

    /** @return array<string, array{string, string}> */
    public static function storedAnswers(): array
    {
        return [
            'not stored' => ['', 'da'],
            'first' => ['da', 'da'],
            'second' => ['api', 'api'],
            'first of the older modules' => ['Check to act as Designated Agent for all contact changes', 'da'],
            'second of the older modules' => ['Check to use the process of the registrar', 'api'],
        ];
    }

    public function testTextsAreEscapedForThePage(): void
    {
        Shop::$wording['ispbridge.setting.username_help'] = 'a < b';
        self::assertSame('a &lt; b', ispapi_getConfigArray()['Username']['Description']);
    }
}
