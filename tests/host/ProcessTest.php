<?php

declare(strict_types=1);

namespace Tests\Host;

use RuntimeException;
use Tests\Host\Support\HostTestCase;

/** Several processes at once on one SQLite file, and processes that die. */
final class ProcessTest extends HostTestCase
{
    /** @return array<string, array{list<string>, array<string, mixed>, string}> action and value, what is printed, function */
    public static function actions(): array
    {
        return [
            'register' => [['register'], ['error' => '', 'status' => 'Active'], 'RegisterDomain'],
            'transfer' => [['transfer', 'code'], ['error' => '', 'status' => 'Pending Transfer'], 'TransferDomain'],
            'renew' => [['renew', '2'], ['error' => '', 'expirydate' => '2032-01-02'], 'RenewDomain'],
            'sync' => [['sync'], ['error' => '', 'status' => 'Cancelled'], 'Sync'],
            'transfersync' => [['transfersync'], ['error' => '', 'status' => 'Active'], 'TransferSync'],
            'release' => [['release', 'TAG'], ['error' => '', 'status' => 'Pending'], 'ReleaseDomain'],
            'delete' => [['delete'], ['error' => '', 'status' => 'Pending'], 'RequestDelete'],
            'idprotect' => [['idprotect', 'on'], ['error' => '', 'idprotection' => 1], 'IDProtectToggle'],
        ];
    }

    /**
     * @dataProvider actions
     * @param list<string> $arguments
     * @param array<string, mixed> $expected
     */
    public function testEachActionPrintsWhatCameOfIt(array $arguments, array $expected, string $function): void
    {
        $name = "{$arguments[0]}.com";
        self::addDomain(['domain' => $name, 'status' => 'Pending', 'expirydate' => '2030-01-02']);
        self::$host->journal()->answer(['sync' => ['cancelled' => true], 'transfersync' => ['completed' => true]]);
        $action = array_shift($arguments);
        $end = self::$host->act([$action, (string) $this->domain($name)['id'], ...$arguments])->end();
        self::assertSame(['action' => $action, 'domain' => $name], array_intersect_key($end, ['action' => 0, 'domain' => 0]));
        self::assertSame($expected, array_intersect_key($end, $expected));
        self::assertContains($function, self::$host->journal()->names());
    }

    public function testAFailureIsPrintedToo(): void
    {
        self::addDomain(['domain' => 'error-act.com']);
        $end = self::$host->act(['renew', (string) $this->domain('error-act.com')['id']])->end();
        self::assertSame('probe: refused, code 505 <raw>', $end['error']);
    }

    public function testAWrongCommandLineShowsTheHelp(): void
    {
        foreach ([['renew', 'x'], ['dance', '1'], ['renew', '99999']] as $arguments) {
            try {
                self::$host->act($arguments)->end();
                self::fail('accepted ' . implode(' ', $arguments));
            } catch (RuntimeException $refusal) {
                self::assertMatchesRegularExpression('/Carries out one action|no domain 99999/', $refusal->getMessage());
            }
        }
    }

    public function testManyProcessesWriteAtOnce(): void
    {
        $acts = [];
        for ($number = 1; $number <= 8; $number++) {
            self::addDomain(['id' => 100 + $number, 'domain' => "many{$number}.com", 'expirydate' => '2030-01-02']);
            $acts[] = self::$host->act(['renew', (string) (100 + $number)]);
        }
        foreach ($acts as $act) {
            self::assertSame(['error' => '', 'expirydate' => '2031-01-02'], array_intersect_key(
                $act->end(),
                ['error' => 0, 'expirydate' => 0]
            ));
        }
        self::assertCount(8, array_keys(self::$host->journal()->names(), 'AfterRegistrarRenewal', true));
    }

    /** The module's call is under way when the process dies: the shop must be as before, and able to go on. */
    public function testAProcessThatDiesInTheModuleLeavesTheShopWhole(): void
    {
        self::addDomain(['domain' => 'dies.com', 'expirydate' => '2030-01-02']);
        $id = (string) $this->domain('dies.com')['id'];
        self::$host->journal()->answer(['slow' => 30000000]);
        $act = self::$host->act(['renew', $id]);
        self::awaitRenewal($act);
        $act->kill();
        self::assertSame('2030-01-02', $this->domain('dies.com')['expirydate']);
        self::assertNotContains('renewed', self::$host->journal()->names());
        self::$host->journal()->answer([]);
        self::assertSame('2031-01-02', self::$host->act(['renew', $id])->end()['expirydate']);
        self::assertSame('ok', self::$host->row('PRAGMA integrity_check')['integrity_check']);
    }
}
