<?php

declare(strict_types=1);

namespace Tests\Slice;

use Tests\Slice\Support\SliceTestCase;

/** A registration that the registrar accepts and the registry has not finished: WHMCS must not call it active before it is. */
final class PendingTest extends SliceTestCase
{
    private const NAME = 'slice-of-patience.com';

    /**
     * Whether WHMCS writes the status before or after its hooks is not documented, so both are tried.
     *
     * @dataProvider orders
     */
    public function testItIsPendingUntilItIsReal(string $statusBeforeHook): void
    {
        $this->connect();
        $this->setting('HostQuirkStatusBeforeHook', $statusBeforeHook);
        $this->sandbox->post('faults', ['command' => 'AddDomain', 'effect' => 'pending']);
        $this->order(self::NAME);
        $this->host->cron('');
        self::assertSame('Pending Registration', $this->row(self::NAME)['status']);

        $this->host->cron('do --DomainStatusSync');
        self::assertSame('Pending Registration', $this->row(self::NAME)['status'], 'neither active nor a date');

        $this->sandbox->post('settle', ['entity' => 'live', 'name' => self::NAME, 'confirmed' => true]);
        $this->host->cron('');
        $row = $this->row(self::NAME);
        self::assertSame('Active', $row['status']);
        self::assertGreaterThan(date('Y-m-d', time() + 300 * 86400), $row['expirydate']);
        self::assertSame($row['expirydate'], $row['nextduedate']);
        self::assertSame(['AddDomain'], $this->sandbox->charges(self::NAME));
        self::assertSame([], $this->todos());
    }

    /** @return array<string, array{string}> */
    public static function orders(): array
    {
        return ['the status, then the hook' => ['on'], 'the hook, then the status' => ['off']];
    }

    public function testAnAdministratorsRepetitionOrdersNothing(): void
    {
        $this->connect();
        $this->sandbox->post('faults', ['command' => 'AddDomain', 'effect' => 'pending']);
        $this->order(self::NAME);
        $this->host->act(['register', (string) $this->row(self::NAME)['id']])->end();
        self::assertSame(1, $this->sandbox->commands()['AddDomain']);
        self::assertSame(['AddDomain'], $this->sandbox->charges(self::NAME));
    }

    public function testARegistrationThatTheRegistryRefusesAfterAllIsTold(): void
    {
        $this->connect();
        $this->sandbox->post('faults', ['command' => 'AddDomain', 'effect' => 'pending']);
        $this->order(self::NAME);
        $this->sandbox->post('settle', ['entity' => 'live', 'name' => self::NAME, 'confirmed' => false]);
        $this->host->cron('');
        self::assertNotSame('Active', $this->row(self::NAME)['status']);
        self::assertCount(1, $this->todos());
    }

    private function setting(string $name, string $value): void
    {
        $statement = $this->host->database()->prepare('INSERT INTO tblconfiguration (setting, value) VALUES (?, ?)');
        $statement->execute([$name, $value]);
    }
}
