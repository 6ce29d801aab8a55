<?php

declare(strict_types=1);

namespace Tests\Host;

use PHPUnit\Framework\TestCase;
use Tests\Host\Support\TestHost;

final class InstallerTest extends TestCase
{
    private string $folder;

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/host-install-' . bin2hex(random_bytes(6));
        mkdir($this->folder . '/modules/registrars/sample', 0700, true);
        file_put_contents($this->folder . '/modules/registrars/sample/sample.php', "<?php\n// one\n");
    }

    protected function tearDown(): void
    {
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    public function testTheFirstRunPrintsRandomPasswords(): void
    {
        $output = $this->install()['output'];
        self::assertMatchesRegularExpression('/login admin with password [0-9a-f]{16}\n/', $output);
        self::assertMatchesRegularExpression('/login client@example\.com with password [0-9a-f]{16}\n/', $output);
    }

    public function testTheSecondRunKeepsDataAndRefreshesCode(): void
    {
        $this->install();
        $configuration = file_get_contents($this->folder . '/web/configuration.php');
        $this->php('echo 1; WHMCS\Config\Setting::setValue("CompanyName", "Changed");');
        mkdir($this->folder . '/web/modules/registrars/foreign');
        file_put_contents($this->folder . '/web/modules/registrars/foreign/foreign.php', '<?php');
        $source = $this->folder . '/modules/registrars/sample';
        rename("{$source}/sample.php", "{$source}/new.php");
        unlink($this->folder . '/web/init.php');
        $result = $this->install();
        self::assertStringContainsString('password as before', $result['output']);
        self::assertSame($configuration, file_get_contents($this->folder . '/web/configuration.php'));
        self::assertSame('Changed', $this->php('echo WHMCS\Config\Setting::getValue("CompanyName");'));
        self::assertFileExists($this->folder . '/web/modules/registrars/foreign/foreign.php');
        self::assertFileExists($this->folder . '/web/modules/registrars/sample/new.php');
        self::assertFileDoesNotExist($this->folder . '/web/modules/registrars/sample/sample.php');
    }

    public function testNothingIsSeededTwice(): void
    {
        $this->install();
        $this->install(['--system-url', 'http://127.0.0.1:1234']);
        $counts = 'echo json_encode(array_map(fn ($t) => WHMCS\Database\Capsule::table($t)->count(),'
            . '["tbladmins", "tblclients", "tblusers", "tblcurrencies", "tbldomainpricing", "tblpricing"]));';
        self::assertSame('[1,1,1,2,3,18]', $this->php($counts));
        self::assertSame('http://127.0.0.1:1234/', $this->php('echo $CONFIG["SystemURL"];'));
        $autoreg = 'echo WHMCS\Database\Capsule::table("tbldomainpricing")->value("autoreg");';
        self::assertSame('sample', $this->php($autoreg), 'the only module registers new domains');
    }

    public function testATableOfAnOlderInstallationGetsTheColumnsItLacks(): void
    {
        $this->install();
        $this->php('WHMCS\Database\Capsule::connection()->statement("ALTER TABLE tbldomains DROP COLUMN synced");');
        self::assertSame(0, $this->install()['code']);
        $check = 'var_export(WHMCS\Database\Capsule::schema()->hasColumn("tbldomains", "synced"));';
        self::assertSame('true', $this->php($check));
    }

    public function testPasswordsOfTheCommandLineReplaceTheOldOnes(): void
    {
        $this->install();
        $this->install(['--admin-password', 'new one']);
        $check = 'var_export(password_verify("new one", WHMCS\User\Admin::query()->first()->password));';
        self::assertSame('true', $this->php($check));
    }

    public function testSecretsAreReadableOnlyByTheirOwner(): void
    {
        $this->install();
        $modes = ['web/configuration.php' => '0600', 'web.data' => '0700', 'web.data/whmcs.sqlite' => '0600'];
        foreach ($modes as $path => $mode) {
            self::assertSame($mode, substr(sprintf('%o', fileperms("{$this->folder}/{$path}")), -4), $path);
        }
    }

    /** @return array<string, array{list<string>, string}> */
    public static function mistakes(): array
    {
        return [
            'no root' => [[], '--root is missing'],
            'unknown option' => [['--colour', 'red'], 'unknown option --colour'],
            'no value' => [['--root'], '--root needs a value'],
            'no folder' => [['--root', '/proc/nowhere'], 'cannot create the folder /proc/nowhere'],
            'no modules' => [['--root', '%/web', '--modules', '%/none'], '/none is not a folder'],
            'database' => [['--root', '%/web', '--db', 'oracle:x'], '--db must begin with'],
            'mysql key' => [['--root', '%/web', '--db', 'mysql:dbname=x;sock=y'], 'does not know sock'],
            'mysql down' => [['--root', '%/web', '--db', 'mysql:dbname=x;socket=/nowhere'], 'cannot open the database'],
        ];
    }

    /**
     * @dataProvider mistakes
     * @param list<string> $arguments
     */
    public function testMistakesAreNamedAndEndWithOne(array $arguments, string $message): void
    {
        $result = TestHost::runInstaller(str_replace('%', $this->folder, $arguments));
        self::assertSame(1, $result['code']);
        self::assertStringContainsString($message, $result['output']);
        self::assertStringNotContainsString('Stack trace', $result['output']);
    }

    /**
     * @param list<string> $more
     * @return array{code: int, output: string}
     */
    private function install(array $more = []): array
    {
        $arguments = ['--root', $this->folder . '/web', '--modules', $this->folder . '/modules'];
        return TestHost::runInstaller(array_merge($arguments, $more));
    }

    private function php(string $code): string
    {
        $script = 'require ' . var_export($this->folder . '/web/init.php', true) . '; ' . $code;
        return (string) shell_exec(escapeshellarg(PHP_BINARY) . ' -r ' . escapeshellarg($script));
    }
}
