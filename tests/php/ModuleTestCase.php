<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Guard;
use Ispbridge\Whmcs\Loop;
use PHPUnit\Framework\TestCase;
use WHMCS\Module\Registrar\Ispapi\Fields\Catalogue;

/**
 * A test of a module in a fresh shop, with a scripted engine of the right version.
 */
abstract class ModuleTestCase extends TestCase
{
    protected const VERSION = '0.1.9';

    protected function setUp(): void
    {
        Shop::open($this->database());
        Catalogue::forget();
        ScriptedRun::$effects = ScriptedRun::$outcome = ScriptedRun::$runs = [];
        Loop::$engine = ScriptedRun::class;
        $this->install(self::VERSION);
    }

    /** @return array<string, mixed> the database of the shop, as Capsule takes it */
    protected function database(): array
    {
        return ['driver' => 'sqlite', 'database' => ':memory:', 'prefix' => ''];
    }

    /** Makes an extension of this version the loaded one; null for none. */
    protected function install(?string $version): void
    {
        Guard::$constant = 'Ispbridge\Tests\VERSION_' . ($version ?? 'NONE');
        if ($version !== null && !defined(Guard::$constant)) {
            define(Guard::$constant, $version);
        }
    }

    /** @param array<string, mixed> $value */
    protected function succeed(array $value): void
    {
        ScriptedRun::$outcome = ['done' => true, 'value' => $value];
    }

    protected function refuse(string $code, string $customerKey, string $adminKey, bool $inDoubt = false): void
    {
        $message = static fn (string $key, string $text): array => [
            'key' => $key, 'values' => ['domain' => 'example.com', 'command' => 'AddDomain'], 'text' => $text,
        ];
        ScriptedRun::$outcome = [
            'done' => false, 'code' => $code, 'in_doubt' => $inDoubt,
            'customer' => $message($customerKey, 'English for the customer'),
            'admin' => $message($adminKey, 'English for the administrator'),
        ];
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    protected function params(array $more = []): array
    {
        return $more + [
            'sld' => 'example', 'tld' => 'com', 'domain' => 'example.com', 'Username' => 'shop', 'Password' => 'sesame-42',
            'TestMode' => 'on', 'IRTP' => 'da', 'whmcsVersion' => '8.13.1-release.1',
        ];
    }
}
