<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Slice\Support\Sandbox;
use Tests\Slice\Support\SliceTestCase;

/** A restore that does not bring the paid year: the cron renews that once, and tells somebody while it cannot. */
final class RestoreTest extends SliceTestCase
{
    private const NAME = 'slice-of-redemption.com';

    public function testTheRestIsRenewedOnceAndAskedForWhileItIsRefused(): void
    {
        $this->connect();
        $id = $this->redeemable();
        $this->sandbox->post('faults', ['command' => 'RenewDomain', 'effect' => 'answer', 'code' => 546]);
        $this->host->act(['renew', (string) $id, '1'])->end();
        $this->sandbox->post('clock', ['move' => '2d']);
        $this->host->cron('');
        self::assertSame(['RestoreDomain'], $this->sandbox->charges(self::NAME));
        self::assertContains('Renew the paid rest of ' . self::NAME . ' after its restore', $this->open());

        $this->host->cron('');
        self::assertSame(['RestoreDomain'], $this->sandbox->charges(self::NAME), 'it is tried once a day');
        $this->host->database()->exec('UPDATE mod_ispbridge_journal SET claimed_at = claimed_at - 86401');
        $this->host->cron('');
        $this->host->cron('');
        self::assertSame(['RestoreDomain', 'RenewDomain'], $this->sandbox->charges(self::NAME));
        self::assertNotContains('Renew the paid rest of ' . self::NAME . ' after its restore', $this->open());
    }

    /** A domain that is deleted at the registrar and can be restored, and for which that is paid; returns its number. */
    private function redeemable(): int
    {
        $this->sandbox->post('quirks', ['restore_year' => 'never', 'restore_active' => '552']);
        $until = date('Y-m-d', time() + 60 * 86400);
        $this->sandbox->post('domains', ['entity' => 'live', 'name' => self::NAME, 'account' => Sandbox::LOGIN,
            'created' => '2020-05-05 10:00:00', 'expiration' => "{$until} 10:00:00", 'paid_until' => "{$until} 10:00:00"]);
        $form = ['s_entity' => '54cd', 's_login' => Sandbox::LOGIN, 's_pw' => Sandbox::PASSWORD,
            's_command' => "COMMAND=DeleteDomain\nDOMAIN=" . self::NAME];
        $http = ['method' => 'POST', 'header' => 'Content-Type: application/x-www-form-urlencoded'];
        $context = stream_context_create(['http' => $http + ['content' => http_build_query($form)]]);
        $answer = file_get_contents($this->sandbox->api(), false, $context);
        self::assertMatchesRegularExpression('/^\s*CODE\s*=\s*200\s*$/mi', (string) $answer);
        $database = $this->host->database();
        $database->prepare("INSERT INTO tbldomains (userid, domain, registrar, status, type, registrationperiod,
            registrationdate, expirydate, nextduedate, nextinvoicedate)
            VALUES (1, ?, 'ispapi', 'Redemption', 'Register', 1, '2020-05-05', ?, ?, ?)")
            ->execute([self::NAME, $until, $until, $until]);
        return (int) $database->lastInsertId();
    }

    /** @return list<string> titles of the to-dos that wait for somebody */
    private function open(): array
    {
        $open = $this->host->database()->query("SELECT title FROM tbltodolist WHERE status != 'Completed'");
        return array_column($open->fetchAll(), 'title');
    }
}
