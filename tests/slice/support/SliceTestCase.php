<?php

declare(strict_types=1);

namespace Tests\Slice\Support;

use PHPUnit\Framework\TestCase;
use Tests\Host\Support\Browser;
use Tests\Host\Support\Page;
use Tests\Host\Support\TestHost;
use Tests\Support\MariaDb;

/** A test with its own sandbox, its own host and the shipped modules in it; whatever it does, no password may be in a log. */
abstract class SliceTestCase extends TestCase
{
    protected Sandbox $sandbox;
    protected TestHost $host;
    protected Browser $admin;
    protected Browser $client;
    private string $folder;

    protected function setUp(): void
    {
        $this->folder = sys_get_temp_dir() . '/slice-test-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        $this->sandbox = new Sandbox($this->folder);
        $this->sandbox->drawQuirks();
        $this->loadExtensionInChildren();
        $modules = ['--modules', dirname(__DIR__, 3) . '/modules', '--registrar', 'ispapi'];
        $this->host = new TestHost([...$modules, ...self::database()]);
        $this->admin = $this->host->adminBrowser();
        $this->client = $this->host->clientBrowser();
    }

    protected function tearDown(): void
    {
        $this->sandbox->stop('slice-' . $this->getName());
        $log = $this->host->serverLog();
        $entries = $this->host->database()->query('SELECT request, response, arrdata FROM tblmodulelog')->fetchAll();
        $this->host->stop();
        array_map('unlink', glob("{$this->folder}/*") ?: []);
        rmdir($this->folder);
        self::assertDoesNotMatchRegularExpression('/PHP (Warning|Notice|Deprecated|Fatal)|Uncaught|panic/', $log);
        self::assertStringNotContainsString(Sandbox::PASSWORD, $log . serialize($entries));
    }

    /**
     * `ISPBRIDGE_DATABASE=mariadb` runs the suite on a real MariaDB, else it is SQLite.
     *
     * @return list<string> options of the installer
     */
    private static function database(): array
    {
        if (getenv('ISPBRIDGE_DATABASE') !== 'mariadb') {
            return [];
        }
        $name = 'slice_' . bin2hex(random_bytes(6));
        return ['--db', "mysql:dbname={$name};user=root;socket=" . MariaDb::shared()->create($name)];
    }

    /** Fills the settings page. */
    protected function connect(string $password = Sandbox::PASSWORD): Page
    {
        $page = $this->admin->get('admin/configregistrars.php');
        $page = $this->admin->submit($page, [], 'action=activate');
        $entries = ['fields[Username]' => Sandbox::LOGIN, 'fields[Password]' => $password];
        return $this->admin->submit($page, $entries, 'action=save');
    }

    /**
     * Orders a name as the customer.
     *
     * @param array<string, string> $entries of the order form
     */
    protected function order(string $name, array $entries = []): Page
    {
        return $this->client->submit($this->client->get('cart.php'), ['domain' => $name] + $entries);
    }

    protected function adminPage(string $name): Page
    {
        $row = $this->row($name);
        return $this->admin->get("admin/clientsdomains.php?userid={$row['userid']}&id={$row['id']}");
    }

    /** @return array<string, mixed> the domain as the shop knows it */
    protected function row(string $name): array
    {
        return $this->host->row("SELECT * FROM tbldomains WHERE domain = '{$name}'");
    }

    /** @return list<string> titles of the open to-do items */
    protected function todos(): array
    {
        return array_column($this->host->database()->query('SELECT title FROM tbltodolist')->fetchAll(), 'title');
    }

    /** What every PHP process of the host must have; `PHP_INI_SCAN_DIR` reaches them all. */
    private function loadExtensionInChildren(): void
    {
        $extension = (string) getenv('ISPBRIDGE_EXTENSION');
        $url = $this->sandbox->api();
        file_put_contents("{$this->folder}/ispbridge.ini", <<<INI
            extension={$extension}
            ispbridge.ispapi_live_url={$url}
            ispbridge.ispapi_ote_url={$url}
            ispbridge.read_timeout=5
            ispbridge.write_timeout=5
            INI);
        putenv("PHP_INI_SCAN_DIR=:{$this->folder}");
    }
}
