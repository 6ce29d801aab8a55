<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Host\Support\Page;
use Tests\Slice\Support\SliceTestCase;

/** What the shop learns from the registrar: one domain in WHMCS' own synchronisation, and all of them in one go. */
final class SyncTest extends SliceTestCase
{
    private const NAME = 'slice-of-sync.com';

    private const DAY = 86400;

    protected function setUp(): void
    {
        parent::setUp();
        $this->connect();
    }

    public function testTheSynchronisationPutsTheDateRightAndChangesNothingAtTheRegistrar(): void
    {
        $this->own(self::NAME, '2027-05-05 10:00:00');
        $this->sell(self::NAME, '2026-12-01');
        $this->host->cron('do --DomainStatusSync');
        self::assertSame(['Active', '2027-05-05'], $this->standing(self::NAME));
        self::assertSame(1, $this->sandbox->commands()['StatusDomain']);
        self::assertArrayNotHasKey('ModifyDomain', $this->sandbox->commands());
    }

    public function testADomainOfAnotherAccountIsTransferredAwayADayLaterAndNotBefore(): void
    {
        $this->sandbox->post('accounts', ['login' => 'somebody', 'password' => 'x', 'balance' => '10.00', 'currency' => 'USD']);
        $this->sandbox->post('domains', ['entity' => 'live', 'name' => self::NAME, 'account' => 'somebody']);
        $this->sell(self::NAME, '2027-05-05');
        $this->host->cron('do --DomainStatusSync');
        $this->host->cron('do --DomainStatusSync');
        self::assertSame(['Active', '2027-05-05'], $this->standing(self::NAME));
        $this->host->database()->exec('UPDATE mod_ispbridge_findings SET found_at = found_at - ' . self::DAY);
        $this->host->cron('do --DomainStatusSync');
        self::assertSame('Transferred Away', $this->standing(self::NAME)[0]);
        $audit = $this->host->row("SELECT kind, before_image FROM mod_ispbridge_audit WHERE domain = '" . self::NAME . "'");
        self::assertSame(['kind' => 'final', 'before_image' => '{"status":"Active"}'], $audit);
    }

    public function testAllDomainsAreComparedInOneGoAndWhmcsIsThenAnsweredWithoutACall(): void
    {
        foreach (range(1, 12) as $number) {
            $this->own("all-{$number}.com", '2027-05-05 10:00:00');
            $this->sell("all-{$number}.com", $number > 10 ? '2027-05-05' : '2026-12-01');
        }
        $this->sell('all-lost.com', '2027-05-05');
        $this->sell('all-early.com', '2029-05-05');
        $this->own('all-early.com', '2027-05-05 10:00:00');
        $told = $this->compare();
        self::assertStringContainsString('14 domains compared, 10 dates written, 2 open findings.', $told);
        self::assertSame(['Active', '2027-05-05'], $this->standing('all-1.com'));
        self::assertSame(['Active', '2029-05-05'], $this->standing('all-early.com'));
        self::assertSame(['Active', '2027-05-05'], $this->standing('all-lost.com'), 'no state is written');
        $findings = $this->host->database()->query('SELECT kind, domain FROM mod_ispbridge_findings ORDER BY kind')->fetchAll();
        self::assertSame([
            ['kind' => 'earlier', 'domain' => 'all-early.com'], ['kind' => 'unlisted', 'domain' => 'all-lost.com'],
        ], $findings);
        self::assertStringContainsString('14 domains compared, 0 dates written', $this->compare());
        self::assertArrayNotHasKey('StatusDomain', $this->sandbox->commands());

        $this->host->cron('do --DomainStatusSync');
        self::assertSame(1, $this->sandbox->commands()['StatusDomain'], 'only the one that was missing is looked for');
    }

    public function testADateFarBackIsWrittenWhenItIsConfirmedAndTheRegistrarStillGivesIt(): void
    {
        $this->own(self::NAME, '2027-05-05 10:00:00');
        $this->sell(self::NAME, '2029-05-05');
        $this->compare();
        $press = fn (string $button): Page => $this->admin->submit($this->adminPage(self::NAME), [], "ac={$button}");
        $typed = ['ispapi_confirm' => self::NAME];
        $save = fn (): Page => $this->admin->submit($this->adminPage(self::NAME), $typed, 'action=save');
        self::assertStringContainsString('Nothing was done yet.', $press('AcceptDate')->notice('error'));
        self::assertStringContainsString('gets the expiry date 2027-05-05 in WHMCS', $this->adminPage(self::NAME)->text());
        $this->own(self::NAME, '2026-05-05 10:00:00');
        $save();
        self::assertSame(['Active', '2029-05-05'], $this->standing(self::NAME), 'another date than the one that was shown');
        $press('AcceptDate');
        $page = $save();
        self::assertSame(['Active', '2026-05-05'], $this->standing(self::NAME));
        self::assertStringContainsString('has the registrar’s expiry date in WHMCS now: 2026-05-05', $page->text());
    }

    public function testTheCronComparesWhatTheDailyCronAskedFor(): void
    {
        $this->own(self::NAME, '2027-05-05 10:00:00');
        $this->sell(self::NAME, '2026-12-01');
        $this->host->cron('--daily');
        $this->host->cron('');
        self::assertSame(['Active', '2027-05-05'], $this->standing(self::NAME));
        $pass = $this->host->row('SELECT wanted, finished_at FROM mod_ispbridge_passes');
        self::assertSame(0, (int) $pass['wanted']);
        self::assertGreaterThan(0, (int) $pass['finished_at']);
    }

    public function testAChangeOfOursMakesTheSnapshotOld(): void
    {
        $this->own(self::NAME, '2027-05-05 10:00:00');
        $this->sell(self::NAME, '2027-05-05');
        $this->compare();
        $page = $this->adminPage(self::NAME);
        $this->admin->submit($page, ['ns1' => 'ns1.other.net', 'ns2' => 'ns2.other.net'], 'action=savens');
        $before = $this->sandbox->commands()['StatusDomain'];
        $this->host->cron('do --DomainStatusSync');
        self::assertSame($before + 1, $this->sandbox->commands()['StatusDomain']);
    }

    /** A domain of the account. */
    private function own(string $name, string $until): void
    {
        $this->sandbox->post('domains', [
            'entity' => 'live', 'name' => $name, 'account' => \Tests\Slice\Support\Sandbox::LOGIN,
            'created' => '2020-05-05 10:00:00', 'expiration' => $until, 'paid_until' => $until,
        ]);
    }

    /** A domain of the shop. */
    private function sell(string $name, string $expiry): void
    {
        $this->host->database()->prepare("INSERT INTO tbldomains (userid, domain, registrar, status, type, registrationdate,
            expirydate, nextduedate, nextinvoicedate) VALUES (1, ?, 'ispapi', 'Active', 'Register', '2020-05-05', ?, ?, ?)")
            ->execute([$name, $expiry, $expiry, $expiry]);
    }

    /** @return array{string, string} state and expiry in the shop */
    private function standing(string $name): array
    {
        $row = $this->row($name);
        return [$row['status'], substr((string) $row['expirydate'], 0, 10)];
    }

    /** Runs the script as an operator does. */
    private function compare(): string
    {
        $script = "{$this->host->root}/modules/registrars/ispapi/bin/sync-portfolio.php";
        exec(escapeshellarg(PHP_BINARY) . ' ' . escapeshellarg($script) . ' 2>&1', $lines, $code);
        self::assertSame(0, $code, implode("\n", $lines));
        return implode("\n", $lines);
    }
}
