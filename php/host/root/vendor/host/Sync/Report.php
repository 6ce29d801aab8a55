<?php

declare(strict_types=1);

namespace Host\Sync;

use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** The results of the synchronisation, which WHMCS sends by email and this host keeps in a table of its own. */
final class Report
{
    public const TABLE = 'host_sync_report';

    /** @param array<string, mixed> $changes columns that differ, with their new values */
    public static function add(string $task, object $domain, array $changes, string $error): void
    {
        $old = (array) $domain;
        $texts = [];
        foreach ($changes as $column => $value) {
            $texts[] = "{$column}: {$old[$column]} → {$value}";
        }
        Capsule::table(self::TABLE)->insert([
            'date' => Carbon::now()->toDateTimeString(),
            'task' => $task,
            'domainid' => $domain->id,
            'changes' => implode(', ', $texts),
            'error' => $error,
        ]);
    }
}
