<?php

declare(strict_types=1);

namespace Host\Sync;

use WHMCS\Carbon;
use WHMCS\Config\Setting;

/** The shop's settings of the domain synchronisation (contract, section 1.8). */
final class SyncSettings
{
    public static function isEnabled(): bool
    {
        return Setting::getValue('DomainSyncEnabled') === 'on';
    }

    /** Nothing is written to the domains then; the report alone says what was found. */
    public static function isNotifyOnly(): bool
    {
        return Setting::getValue('DomainSyncNotifyOnly') === 'on';
    }

    /** @return string|null the due date that goes with an expiry date; null when it is not to follow */
    public static function dueDate(string $expiry): ?string
    {
        if (Setting::getValue('DomainSyncNextDueDate') !== 'on') {
            return null;
        }
        $days = (int) Setting::getValue('DomainSyncNextDueDateDays');
        return Carbon::parse($expiry)->subDays($days)->toDateString();
    }
}
