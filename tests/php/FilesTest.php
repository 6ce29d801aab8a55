<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use PHPUnit\Framework\TestCase;
use WHMCS\Module\Registrar\Ispapi\Bridge;

/**
 * The files as they lie in a shop: called by their address, copied in part, included twice.
 */
final class FilesTest extends TestCase
{
    private string $shop;

    protected function setUp(): void
    {
        $this->shop = sys_get_temp_dir() . '/ispbridge-' . bin2hex(random_bytes(6));
        mkdir($this->shop);
    }

    protected function tearDown(): void
    {
        exec('rm -rf ' . escapeshellarg($this->shop));
    }

    /** @dataProvider addresses */
    public function testAFileThatIsCalledByItsAddressDoesNothing(string $file): void
    {
        $output = $this->php('require ' . var_export(ROOTDIR . $file, true) . ';');
        self::assertMatchesRegularExpression('/^(This file is a [^\n]*)?$/', $output);
    }

    /** @return list<array{string}> */
    public static function addresses(): array
    {
        $files = ['registrars/ispapi/ispapi', 'registrars/ispapi/additionalfields', 'registrars/ispapi/hooks',
            'ispbridge/autoload', 'ispbridge/version', 'ispbridge/lang/english'];
        return array_map(static fn (string $file): array => ["/modules/{$file}.php"], $files);
    }

    public function testTheSharedFolderMayBeIncludedTwice(): void
    {
        $before = count(spl_autoload_functions());
        require ROOTDIR . '/modules/ispbridge/autoload.php';
        self::assertCount($before, spl_autoload_functions());
    }

    public function testWithoutTheSharedFolderEachFunctionSaysSoInItsOwnShape(): void
    {
        $this->copy('modules/registrars/ispapi');
        $said = $this->sayAll();
        $commands = ['DeleteNow', 'ReleaseDomain', 'RequestDelete', 'UnsuspendDomain'];
        foreach (['RegisterDomain', 'RenewDomain', 'GetNameservers', 'SaveNameservers', ...$commands] as $verb) {
            self::assertSame(['error' => Bridge::FOLDER_MISSING], $said[$verb]);
        }
        self::assertSame([], $said['AdminCustomButtonArray']);
        self::assertSame('RuntimeException: ' . Bridge::FOLDER_MISSING, $said['GetDomainInformation']);
        self::assertSame('WHMCS\Exception\Module\InvalidConfiguration: ' . Bridge::FOLDER_MISSING, $said['config_validate']);
        self::assertSame(Bridge::FOLDER_MISSING, $said['getConfigArray']['Engine']['Description']);
        self::assertSame(['Username', 'Password'], array_slice(array_keys($said['getConfigArray']), 2, 2));
        self::assertSame('ISPAPI', $said['MetaData']['DisplayName']);
        self::assertSame(['fields' => []], $said['AdditionalDomainFields']);
    }

    /** @dataProvider folders */
    public function testTheFileOfAdditionalFieldsAddsNothingWhereAPartOfTheModulesIsMissing(string $missing): void
    {
        $this->copy('modules/registrars/ispapi');
        $this->copy('modules/ispbridge');
        exec('rm -r ' . escapeshellarg("{$this->shop}/modules/{$missing}"));
        [$shop, $script] = [var_export($this->shop, true), var_export(__DIR__ . '/include_fields.php', true)];
        self::assertSame('{".x":[1]}', $this->php("const SHOP = {$shop}; require {$script};"));
    }

    /** @return list<array{string}> */
    public static function folders(): array
    {
        return [['ispbridge'], ['ispbridge/lib'], ['registrars/ispapi/lib'], ['registrars/ispapi/lib/Fields/Sold.php']];
    }

    /** @dataProvider parts */
    public function testWithAPartOfTheSharedFolderNoFunctionIsFatal(string $missing, string $sentence): void
    {
        $this->copy('modules/registrars/ispapi');
        $this->copy('modules/ispbridge');
        exec('rm -r ' . escapeshellarg("{$this->shop}/modules/ispbridge/{$missing}"));
        $said = $this->sayAll();
        self::assertStringStartsWith($sentence, $said['RegisterDomain']['error']);
        self::assertArrayHasKey('Username', $said['getConfigArray']);
    }

    /** @return list<array{string, string}> */
    public static function parts(): array
    {
        $parts = ['lib', 'lang', 'lib/Guard.php', 'lib/Lang.php', 'version.php', 'autoload.php'];
        $incomplete = array_map(static fn (string $part): array => [$part, Bridge::FOLDER_MISSING], $parts);
        return [...$incomplete, ['lang/german.php', 'The PHP extension'], ['lib/Log.php', 'The PHP extension']];
    }

    public function testTheDescriptionForWhmcsIsRight(): void
    {
        $folder = ROOTDIR . '/modules/registrars/ispapi';
        $json = json_decode((string) file_get_contents("{$folder}/whmcs.json"), true, 8, JSON_THROW_ON_ERROR);
        self::assertSame(['1.0', 'whmcs-registrars', 'ispapi'], [$json['schema'], $json['type'], $json['name']]);
        [$width] = getimagesize("{$folder}/{$json['logo']['filename']}");
        self::assertLessThanOrEqual(500, $width);
    }

    /** @return array<string, mixed> function => what it returned, or class and text of what it threw */
    private function sayAll(): array
    {
        [$shop, $script] = [var_export($this->shop, true), var_export(__DIR__ . '/say_all.php', true)];
        $said = json_decode($this->php("const SHOP = {$shop}; require {$script};"), true);
        self::assertIsArray($said, 'a function was fatal');
        return $said;
    }

    /** Runs code in a PHP without configuration, so also without the extension. */
    private function php(string $code): string
    {
        $php = escapeshellarg(PHP_BINARY) . ' -n -d error_reporting=-1 -d display_errors=1';
        exec("{$php} -r " . escapeshellarg($code) . ' 2>&1', $lines);
        return implode("\n", $lines);
    }

    private function copy(string $folder): void
    {
        $parent = escapeshellarg(dirname("{$this->shop}/{$folder}"));
        exec("mkdir -p {$parent} && cp -r " . escapeshellarg(ROOTDIR . "/{$folder}") . " {$parent}");
    }
}
