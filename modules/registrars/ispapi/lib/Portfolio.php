<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Findings;
use Ispbridge\Whmcs\Passes;
use WHMCS\Config\Setting;

/**
 * The comparison of all domains of the shop with all of the account: asked for once a day, done in steps by the cron or by
 * bin/sync-portfolio.php, whoever holds the lease.
 */
final class Portfolio
{
    /** What its progress is kept under, and its lease. */
    public const LEASE = 'ispapi.portfolio';

    public const LEASE_SECONDS = 180;

    /** Asks for a comparison, where the shop wants any. */
    public static function want(): void
    {
        $settings = Settings::stored();
        if (($settings['PortfolioSync'] ?? '') !== 'off' && ($settings['Username'] ?? '') !== '') {
            Passes::want(Settings::scope($settings));
        }
    }

    /**
     * Does one step of a comparison that was asked for.
     *
     * @param array<string, mixed> $place what the step before returned
     * @return array<string, mixed>|null where it is; null where there is nothing to do, or nothing more for now
     */
    public static function step(array $place): ?array
    {
        $subject = Settings::scope(Settings::stored());
        $state = Passes::state($subject);
        if ($state === null || !$state['wanted']) {
            return null;
        }
        $value = Engine::value('SyncPortfolio', ['cursor' => $state['place']] + self::policy());
        if ($value === null) {
            return null; // the next tick begins this step again
        }
        $isFinished = $value['cursor']['phase'] === 'finished';
        Passes::move($subject, $value['cursor'], $isFinished);
        if ($isFinished) {
            Findings::forget();
        }
        return $isFinished ? null : $value['cursor'];
    }

    /**
     * What may be written: what WHMCS' own synchronisation would write. The names of its settings are not documented; where they
     * do not say yes, nothing is written.
     *
     * @return array{write_dates: bool, sync_due: bool, due_days: int}
     */
    private static function policy(): array
    {
        $isOn = static fn (string $name): bool => Settings::isOn(Setting::getValue($name));
        $wanted = Settings::stored()['PortfolioSync'] ?? 'dates';
        return [
            'write_dates' => $wanted === 'dates' && $isOn('DomainSyncEnabled') && !$isOn('DomainSyncNotifyOnly'),
            'sync_due' => $isOn('DomainSyncNextDueDate'),
            'due_days' => max(0, min(365, (int) Setting::getValue('DomainSyncNextDueDateDays'))),
        ];
    }
}
