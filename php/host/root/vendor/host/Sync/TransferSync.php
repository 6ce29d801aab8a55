<?php

declare(strict_types=1);

namespace Host\Sync;

use Host\Hook\Hooks;
use Host\Log\ActivityLog;
use Host\Log\ToDoList;
use Host\Registrar\Domains;
use Host\Registrar\Quirks;
use Illuminate\Database\Query\Builder;
use WHMCS\Database\Capsule;

/** TransferSync: what became of the transfers that were asked for. */
final class TransferSync extends SyncTask
{
    public const NAME = 'DomainTransferSync';
    protected const FUNCTION = 'TransferSync';

    protected function domains(): Builder
    {
        return Capsule::table('tbldomains')->where('status', 'Pending Transfer')
            ->whereIn('registrar', self::modulesWith('TransferSync'));
    }

    protected function columns(object $domain, Findings $findings): array
    {
        return match (true) {
            $findings->says('completed') => ['status' => 'Active'] + self::dates($domain, $findings),
            $findings->says('failed') && !Quirks::isOn(Quirks::FAILED_TRANSFER_STAYS) => ['status' => 'Cancelled'],
            default => [],
        };
    }

    protected function written(object $domain, Findings $findings): void
    {
        if ($findings->says('completed')) {
            self::completed($domain, $findings);
        }
        if ($findings->says('failed')) {
            $text = "Domain transfer of {$domain->domain} failed: {$findings->reason()}";
            ActivityLog::add($text, (int) $domain->userid);
            Quirks::isOn(Quirks::FAILED_TRANSFER_STAYS) && ToDoList::add('Domain transfer failed', $text);
            Hooks::run('DomainTransferFailed', self::hookVars($domain, $findings));
        }
    }

    /** Also for a transfer whose end was learnt by Sync. */
    public static function completed(object $domain, Findings $findings): void
    {
        ActivityLog::add("Domain transfer of {$domain->domain} completed", (int) $domain->userid);
        Hooks::run('DomainTransferCompleted', self::hookVars($domain, $findings));
    }

    /** @return array<string, string|null> a transfer has no due date before it is done */
    private static function dates(object $domain, Findings $findings): array
    {
        $first = Domains::isDate((string) $domain->nextduedate) ? null : $findings->expiry;
        $due = $findings->expiry === null ? null : SyncSettings::dueDate($findings->expiry) ?? $first;
        return ['expirydate' => $findings->expiry, 'nextduedate' => $due, 'nextinvoicedate' => $due];
    }

    /** @return array<string, mixed> */
    private static function hookVars(object $domain, Findings $findings): array
    {
        return array_filter([
            'domainId' => (int) $domain->id,
            'domain' => (string) $domain->domain,
            'registrationPeriod' => (int) $domain->registrationperiod,
            'expiryDate' => $findings->expiry,
            'registrar' => (string) $domain->registrar,
        ], static fn (mixed $value): bool => $value !== null);
    }
}
