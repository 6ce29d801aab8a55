<?php

declare(strict_types=1);

namespace Host\Sync;

use Host\Registrar\Quirks;
use Illuminate\Database\Query\Builder;
use WHMCS\Database\Capsule;

/** Sync: status and dates of the domains that the shop believes to have. */
final class StatusSync extends SyncTask
{
    public const NAME = 'DomainStatusSync';
    protected const FUNCTION = 'Sync';

    /** Pending transfers belong here where the module has no TransferSync. */
    protected function domains(): Builder
    {
        $modules = self::modulesWith('Sync');
        $separate = Quirks::isOn(Quirks::SYNC_PENDING_TRANSFERS) ? [] : self::modulesWith('TransferSync');
        return Capsule::table('tbldomains')->whereIn('registrar', $modules)->where(
            static fn (Builder $query): Builder => $query
                ->whereIn('status', ['Active', 'Pending Registration'])
                ->orWhere(static fn (Builder $pending): Builder => $pending
                    ->where('status', 'Pending Transfer')
                    ->whereNotIn('registrar', $separate))
        );
    }

    protected function columns(object $domain, Findings $findings): array
    {
        $due = $findings->expiry === null ? null : SyncSettings::dueDate($findings->expiry);
        return [
            'status' => self::status($findings),
            'expirydate' => $findings->expiry,
            'nextduedate' => $due,
            'nextinvoicedate' => $due,
        ];
    }

    protected function written(object $domain, Findings $findings): void
    {
        if ($domain->status === 'Pending Transfer' && self::status($findings) === 'Active') {
            TransferSync::completed($domain, $findings);
        }
    }

    private static function status(Findings $findings): ?string
    {
        return match (true) {
            $findings->says('transferredAway') => 'Transferred Away',
            $findings->says('cancelled') => 'Cancelled',
            $findings->says('expired') && Quirks::isOn(Quirks::SYNC_KNOWS_EXPIRED) => 'Expired',
            $findings->says('active') => 'Active',
            default => null,
        };
    }
}
