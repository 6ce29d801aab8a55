<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Error;
use PHPUnit\Framework\Assert;
use RuntimeException;
use WHMCS\Database\Capsule;
use WHMCS\Domain\Registrar\Domain;
use WHMCS\Exception\Module\InvalidConfiguration;

/**
 * Each function returns what WHMCS documents: when it went well, when it did not, and when there is no engine.
 */
final class DispatchTest extends ModuleTestCase
{
    private const ARRAY_VERBS = ['RegisterDomain', 'RenewDomain', 'GetNameservers', 'SaveNameservers'];

    public function testTheModuleDefinesTheFunctionsOfThisSliceAndNoOthers(): void
    {
        $ours = preg_grep('/^ispapi_/', get_defined_functions()['user']);
        sort($ours);
        $wanted = ['acceptdate', 'additionaldomainfields', 'admincustombuttonarray', 'approvetransfer', 'canceltransfer',
            'config_validate', 'confirmgone', 'deletenow', 'denytransfer', 'getconfigarray', 'getdomaininformation',
            'getnameservers', 'metadata', 'registerdomain', 'releasedomain', 'releasetransit', 'renewdomain',
            'requestdelete', 'resendtransferemail', 'savenameservers', 'suspenddomain', 'sync', 'syncnow', 'transferdomain',
            'transfersync', 'unsuspenddomain'];
        self::assertSame(array_map(static fn (string $verb): string => "ispapi_{$verb}", $wanted), $ours);
    }

    public function testMetaData(): void
    {
        $wanted = ['DisplayName' => 'ISPAPI', 'APIVersion' => '1.1', 'NonLinearRegistrationPricing' => true];
        self::assertSame($wanted, ispapi_MetaData());
        $this->install(null);
        self::assertSame($wanted, ispapi_MetaData());
    }

    public function testAVerbReachesTheEngineUnderItsOwnNameWithParametersAndContext(): void
    {
        $this->succeed(['pending' => false]);
        ispapi_RegisterDomain($this->params());
        [$run] = ScriptedRun::$runs;
        self::assertSame('RegisterDomain', $run['verb']);
        self::assertSame('sesame-42', $run['params']['Password']);
        self::assertMatchesRegularExpression('/^[0-9a-f]{12}$/', $run['context']['trace']);
        self::assertSame(['now', 'trace', 'web', 'facts', 'whmcs'], array_keys($run['context']));
        self::assertSame(gmdate('Y-m-d H'), substr($run['context']['now'], 0, 13));
        self::assertFalse($run['context']['web']);
        self::assertSame([], $run['context']['facts']);
        self::assertSame('8.13.1-release.1', $run['context']['whmcs']);
    }

    public function testARegistrationThatIsDoneIsASuccess(): void
    {
        $this->succeed(['pending' => false]);
        self::assertSame(['success' => true], ispapi_RegisterDomain($this->params()));
        $this->succeed(['pending' => true]);
        self::assertSame(['success' => true, 'pending' => true], ispapi_RegisterDomain($this->params()));
    }

    public function testARenewalThatIsDoneOrAcceptedIsASuccess(): void
    {
        $this->succeed(['pending' => false]);
        self::assertSame(['success' => true], ispapi_RenewDomain($this->params()));
        self::assertSame('RenewDomain', ScriptedRun::$runs[0]['verb']);
        $this->succeed(['pending' => true]);
        self::assertTrue(ispapi_RenewDomain($this->params())['success']);
    }

    public function testNameserversComeWithNothingBesideThem(): void
    {
        $this->succeed(['ns1' => 'ns1.example.net', 'ns2' => 'ns2.example.net']);
        $wanted = ['ns1' => 'ns1.example.net', 'ns2' => 'ns2.example.net'];
        self::assertSame($wanted, ispapi_GetNameservers($this->params()));
    }

    public function testSavedNameserversAreASuccess(): void
    {
        $this->succeed([]);
        self::assertSame(['success' => true], ispapi_SaveNameservers($this->params()));
    }

    public function testDomainInformationBecomesWhmcsOwnObject(): void
    {
        $this->succeed([
            'domain' => 'example.com', 'nameservers' => ['ns1' => 'ns1.example.net'], 'status' => 'pending_delete',
            'transfer_lock' => false, 'expiry' => '2027-02-28', 'id_protection' => true,
        ]);
        $set = ispapi_GetDomainInformation($this->params())->set;
        self::assertSame('2027-02-28 00:00:00', $set['expiry']->format('Y-m-d H:i:s'));
        unset($set['expiry']);
        self::assertEquals([
            'domain' => 'example.com', 'nameservers' => ['ns1' => 'ns1.example.net'], 'status' => Domain::STATUS_PENDING_DELETE,
            'lock' => false, 'idProtection' => true,
        ], $set);
    }

    /** @dataProvider unknownStates */
    public function testWhatIsNotKnownOfADomainStaysUnset(?string $status): void
    {
        $this->succeed([
            'domain' => 'example.com', 'nameservers' => [], 'status' => $status, 'transfer_lock' => null, 'expiry' => null,
            'id_protection' => false,
        ]);
        $set = ispapi_GetDomainInformation($this->params())->set;
        self::assertEqualsCanonicalizing(['domain', 'nameservers', 'idProtection'], array_keys($set));
    }

    /** @return array<string, array{?string}> */
    public static function unknownStates(): array
    {
        return ['none' => [null], 'one of a newer engine' => ['frozen']];
    }

    public function testSettingsThatAreRightReturnNothingAndTheirNoticesAreKept(): void
    {
        $values = ['login' => 'shop'];
        $this->succeed(['notices' => [['key' => 'config.password_decoded', 'values' => $values, 'text' => 'x']]]);
        self::assertNull(ispapi_config_validate($this->params()));
        self::assertCount(1, Shop::$activityLog);
        self::assertStringStartsWith('ISPAPI: The password of “shop” works only after HTML decoding', Shop::$activityLog[0]);
    }

    public function testSettingsThatAreWrongAreRefusedInTheWordsForAdministrators(): void
    {
        $this->refuse('ispapi.530', 'error.internal', 'config.right_missing');
        $this->expectException(InvalidConfiguration::class);
        $this->expectExceptionMessage('The login may not use the command AddDomain.');
        ispapi_config_validate($this->params());
    }

    public function testAFailureSpeaksToTheCustomerAndEndsWithTheTrace(): void
    {
        Shop::$session['Language'] = 'german';
        foreach (self::ARRAY_VERBS as $verb) {
            $this->refuse('ispapi.554', 'register.not_available', 'register.already_ours_admin');
            $result = ("ispapi_{$verb}")($this->params());
            $trace = end(ScriptedRun::$runs)['context']['trace'];
            self::assertSame(['error' => "Diese Domain ist nicht verfügbar. Referenz: {$trace}"], $result);
        }
    }

    public function testAFailedDomainInformationIsThrownInTheWordsForCustomers(): void
    {
        $this->refuse('ispapi.545', 'error.not_ours', 'error.not_ours_admin');
        $this->expectException(RuntimeException::class);
        $this->expectExceptionMessageMatches('/^This domain cannot be managed here .* Reference: [0-9a-f]{12}$/');
        ispapi_GetDomainInformation($this->params());
    }

    /** @dataProvider missingEngines */
    public function testWithoutAFittingEngineEachFunctionSaysSoInItsOwnShape(?string $version, string $sentence): void
    {
        $this->install($version);
        foreach (self::ARRAY_VERBS as $verb) {
            $result = ("ispapi_{$verb}")($this->params());
            self::assertSame(['error'], array_keys($result));
            self::assertStringStartsWith($sentence, $result['error']);
        }
        self::assertStringStartsWith($sentence, $this->thrown(RuntimeException::class, 'ispapi_GetDomainInformation'));
        self::assertStringStartsWith($sentence, $this->thrown(InvalidConfiguration::class, 'ispapi_config_validate'));
        $rows = ispapi_getConfigArray($this->params());
        self::assertStringStartsWith($sentence, $rows['Engine']['Description']);
        self::assertArrayHasKey('Username', $rows);
        self::assertSame([], ScriptedRun::$runs);
    }

    /** @return array<string, array{?string, string}> */
    public static function missingEngines(): array
    {
        return [
            'no extension' => [null, 'The PHP extension ispbridge is not loaded. Put extension=ispbridge into the php.ini'],
            'another major version' => ['1.0.0', 'The PHP extension ispbridge is version 1.0.0, but these modules need 0.1.'],
            'no version at all' => ['later', 'The PHP extension ispbridge is version later, but these modules need 0.1.'],
        ];
    }

    public function testWithAnotherMinorVersionNothingIsOrderedAndTheRestWorks(): void
    {
        $this->install('0.2.0');
        $this->succeed([]);
        self::assertStringStartsWith('Nothing was ordered:', ispapi_RegisterDomain($this->params())['error']);
        self::assertSame([], ScriptedRun::$runs);
        self::assertSame([], ispapi_GetNameservers($this->params()));
    }

    public function testACrashOfAReadingIsAPlainSentence(): void
    {
        ScriptedRun::$effects = [new Error('boom with sesame-42')];
        $result = ispapi_GetNameservers($this->params());
        self::assertMatchesRegularExpression('/^An internal error .* Reference: [0-9a-f]{12}$/', $result['error']);
        self::assertSame([], Shop::todos());
    }

    public function testACrashOfARegistrationIsADoubt(): void
    {
        ScriptedRun::$effects = [new Error('boom')];
        $error = ispapi_RegisterDomain($this->params())['error'];
        $pattern = '/^Your order for example\.com is being checked\..* Reference: [0-9a-f]{12}$/';
        self::assertMatchesRegularExpression($pattern, $error);
        self::assertCount(1, Shop::todos());
    }

    public function testACrashBeforeTheEngineWasSetToWorkIsNoDoubt(): void
    {
        $capsule = new Capsule();
        $capsule->addConnection(['driver' => 'sqlite', 'database' => '/nowhere/whmcs.sqlite', 'prefix' => '']);
        $capsule->setAsGlobal();
        $error = ispapi_RegisterDomain($this->params())['error'];
        self::assertStringStartsWith('An internal error stopped this request.', $error);
        self::assertSame([], ScriptedRun::$runs);
    }

    public function testAnEffectThatIsNotKnownHereEndsTheRun(): void
    {
        ScriptedRun::$effects = [['effect' => 'pay', 'key' => 'register:example.com']];
        self::assertArrayHasKey('error', ispapi_RegisterDomain($this->params()));
        self::assertSame([], ScriptedRun::$runs[0]['answers']);
    }

    public function testAMaskedPasswordMeansTheStoredOne(): void
    {
        Shop::$registrarSettings['ispapi'] = ['Password' => 'stored-42'];
        $this->succeed(['notices' => []]);
        ispapi_config_validate($this->params(['Password' => '*********']));
        self::assertSame('stored-42', ScriptedRun::$runs[0]['params']['Password']);
    }

    private function thrown(string $class, callable $function): string
    {
        try {
            $function($this->params());
        } catch (\Exception $thrown) {
            Assert::assertInstanceOf($class, $thrown);
            return $thrown->getMessage();
        }
        self::fail('nothing was thrown');
    }
}
