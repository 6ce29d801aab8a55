<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** tblmodulequeue: actions on domains that failed and wait for an administrator. */
final class ModuleQueue
{
    public static function failed(object $domain, string $action, string $error): void
    {
        $now = Carbon::now()->toDateTimeString();
        $open = self::openOf((int) $domain->id, $action);
        $attempt = ['last_attempt' => $now, 'last_attempt_error' => $error, 'updated_at' => $now];
        if ((clone $open)->exists()) {
            $open->increment('num_retries', 1, $attempt);
            return;
        }
        Capsule::table('tblmodulequeue')->insert($attempt + [
            'service_type' => 'domain',
            'service_id' => $domain->id,
            'module_name' => $domain->registrar,
            'module_action' => $action,
            'created_at' => $now,
        ]);
    }

    public static function completed(int $domainId, string $action): void
    {
        self::openOf($domainId, $action)->update(['completed' => 1, 'updated_at' => Carbon::now()->toDateTimeString()]);
    }

    public static function open(int $id): ?object
    {
        return Capsule::table('tblmodulequeue')->where(['id' => $id, 'completed' => 0])->first();
    }

    /** @return list<object> the open rows of a domain */
    public static function ofDomain(int $domainId): array
    {
        return self::openOf($domainId)->orderBy('id')->get()->all();
    }

    /** @return list<object> the open rows of all domains, with the domain's name and owner */
    public static function all(): array
    {
        return Capsule::table('tblmodulequeue as queue')
            ->join('tbldomains as domain', 'domain.id', '=', 'queue.service_id')
            ->where(['queue.service_type' => 'domain', 'queue.completed' => 0])
            ->orderByDesc('queue.id')
            ->get(['queue.*', 'domain.domain', 'domain.userid'])
            ->all();
    }

    private static function openOf(int $domainId, ?string $action = null): \Illuminate\Database\Query\Builder
    {
        $rows = Capsule::table('tblmodulequeue')
            ->where(['service_type' => 'domain', 'service_id' => $domainId, 'completed' => 0]);
        return $action === null ? $rows : $rows->where('module_action', $action);
    }
}
