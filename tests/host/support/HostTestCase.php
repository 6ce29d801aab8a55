<?php

declare(strict_types=1);

namespace Tests\Host\Support;

use PHPUnit\Framework\TestCase;
use RuntimeException;

/** A test with one host for the whole class; PHP's complaints about the host or the modules fail it. */
abstract class HostTestCase extends TestCase
{
    protected static TestHost $host;

    public static function setUpBeforeClass(): void
    {
        self::$host = new TestHost();
        $settings = ['Username' => 'demo', 'Password' => 'p&ss "word"', 'Journal' => self::$host->journal()->file];
        self::$host->activate('probe', $settings);
        self::$host->activate('older', ['Journal' => self::$host->journal()->file]);
    }

    public static function tearDownAfterClass(): void
    {
        $log = self::$host->serverLog();
        self::$host->stop();
        $complaint = '/PHP (Warning|Notice|Deprecated|Fatal|Parse)|Uncaught|Error: /';
        self::assertDoesNotMatchRegularExpression($complaint, $log);
    }

    protected function setUp(): void
    {
        self::$host->journal()->clear();
    }

    /** Orders a domain as the seeded customer. */
    protected function order(Browser $client, string $domain, array $fields = []): Page
    {
        return $client->submit($client->get('cart.php'), ['domain' => $domain] + $fields);
    }

    /** Waits until the module renews; ends with an error where the process ends before that. */
    protected static function awaitRenewal(Act $act): void
    {
        while (!in_array('RenewDomain', self::$host->journal()->names(), true)) {
            $act->isRunning() || throw new RuntimeException(json_encode($act->end(), JSON_THROW_ON_ERROR));
            usleep(5000); // Asking without a pause would take the processor from the process that is waited for.
        }
    }

    /** @return array<string, mixed> row of tbldomains */
    protected function domain(string $name): array
    {
        return self::$host->row("SELECT * FROM tbldomains WHERE domain = '{$name}' ORDER BY id DESC");
    }

    /** @param array<string, int|string> $columns of tbldomains; the rest is an active domain of the customer */
    protected static function addDomain(array $columns): void
    {
        $columns += ['userid' => 1, 'type' => 'Register', 'registrar' => 'probe', 'status' => 'Active'];
        $columns += ['registrationperiod' => 1];
        $names = implode(', ', array_keys($columns));
        $places = implode(', ', array_fill(0, count($columns), '?'));
        self::$host->database()->prepare("INSERT INTO tbldomains ({$names}) VALUES ({$places})")
            ->execute(array_values($columns));
    }

    protected static function setting(string $name, string $value): void
    {
        self::$host->database()->prepare('INSERT OR REPLACE INTO tblconfiguration (setting, value) VALUES (?, ?)')
            ->execute([$name, $value]);
    }

    /** The value of a PHP expression, computed by a script on the command line. */
    protected function evaluate(string $expression, string $clock = ''): mixed
    {
        $output = self::$host->cli("echo json_encode({$expression});", $clock);
        return json_decode($output, true, 512, JSON_THROW_ON_ERROR);
    }

    protected function adminDomainPage(Browser $admin, string $domain): Page
    {
        $row = $this->domain($domain);
        return $admin->get("admin/clientsdomains.php?userid={$row['userid']}&id={$row['id']}");
    }
}
