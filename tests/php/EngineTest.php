<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Context;
use Ispbridge\Whmcs\Guard;
use Ispbridge\Whmcs\Loop;
use Ispbridge\Whmcs\Store;
use WHMCS\Exception\Module\InvalidConfiguration;

/**
 * The modules with the real extension, as far as nothing is sent.
 */
final class EngineTest extends EngineTestCase
{
    public function testTheExtensionIsTheOneThatTheModulesAreMadeFor(): void
    {
        self::assertNull(Guard::problem(true));
    }

    public function testSettingsWithoutALoginAreRefused(): void
    {
        $this->expectException(InvalidConfiguration::class);
        $this->expectExceptionMessageMatches('/Username/');
        ispapi_config_validate($this->params(['Username' => '']));
    }

    public function testParametersThatCannotBeUsedAreAnErrorForTheCustomer(): void
    {
        $result = ispapi_RegisterDomain($this->params(['sld' => ['a'], 'domain' => ['a'], 'regperiod' => 1]));
        self::assertMatchesRegularExpression('/Reference: [0-9a-f]{12}$/', $result['error']);
        self::assertSame([], Shop::todos());
    }

    public function testAVerbThatDoesNotExistIsAnException(): void
    {
        $this->expectException(\Ispbridge\Exception\Exception::class);
        Loop::run('Nonsense', $this->params(), Context::of($this->params(), '0123456789ab'), new Store());
    }
}
