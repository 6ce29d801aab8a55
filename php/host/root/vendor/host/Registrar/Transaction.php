<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Hook\Hooks;
use Host\Log\ActivityLog;
use WHMCS\Database\Capsule;

/**
 * A call that costs money: registration, transfer or renewal, with what the shop records of it.
 *
 * A process may end at any moment. What a success changes is written in one database transaction, so that it is
 * there whole or not at all; the queue keeps what failed.
 */
abstract class Transaction
{
    /** Suffix of the module function. */
    protected const FUNCTION = '';

    /** The word for it in the activity log. */
    protected const NOUN = '';

    /** Fires on success only; empty where none is documented. */
    protected const SUCCESS_HOOK = '';

    /** Fires on failure only. */
    protected const FAILURE_HOOK = '';

    /** @param object $domain row of tbldomains */
    public function __construct(protected object $domain)
    {
    }

    /** @return self|null the transaction of a module function, as the module queue names it */
    public static function of(string $function, object $domain): ?self
    {
        return match ($function) {
            'RegisterDomain' => new Registration($domain),
            'RenewDomain' => new Renewal($domain),
            'TransferDomain' => new Transfer($domain),
            default => null,
        };
    }

    final public function run(): Result
    {
        $this->announce();
        $result = (new Call($this->domain))->run(static::FUNCTION, $this->inputs());
        $result->isSuccess() ? $this->succeeded($result) : $this->failed($result);
        return $result;
    }

    /** Hooks before the call that only this kind has. */
    protected function announce(): void
    {
    }

    /** @return array<string, mixed> parameters that only this function has */
    abstract protected function inputs(): array;

    /** @return array<string, mixed> columns of tbldomains that a success changes */
    abstract protected function columns(Result $result): array;

    /** @return array<string, string> name servers of the order, else the shop's own */
    final protected function nameservers(): array
    {
        $ordered = (string) Capsule::table('tblorders')->where('id', $this->domain->orderid)->value('nameservers');
        return $ordered === '' ? Nameservers::defaults() : Nameservers::numbered(explode(',', $ordered));
    }

    private function succeeded(Result $result): void
    {
        $steps = [
            fn () => $this->record($result),
            static fn () => static::SUCCESS_HOOK === ''
                ? null
                : Hooks::run(static::SUCCESS_HOOK, ['params' => $result->params]),
        ];
        foreach (Quirks::isOn(Quirks::STATUS_BEFORE_HOOK) ? $steps : array_reverse($steps) as $step) {
            $step();
        }
    }

    private function record(Result $result): void
    {
        Capsule::connection()->transaction(function () use ($result): void {
            Domains::update((int) $this->domain->id, $this->columns($result));
            ModuleQueue::completed((int) $this->domain->id, static::FUNCTION);
        });
        $this->log('succeeded');
    }

    private function failed(Result $result): void
    {
        ModuleQueue::failed($this->domain, static::FUNCTION, $result->error);
        $this->log("failed: {$result->error}");
        Hooks::run(static::FAILURE_HOOK, ['params' => $result->params, 'error' => $result->error]);
    }

    private function log(string $end): void
    {
        ActivityLog::add('Domain ' . static::NOUN . " of {$this->domain->domain} {$end}", (int) $this->domain->userid);
    }
}
