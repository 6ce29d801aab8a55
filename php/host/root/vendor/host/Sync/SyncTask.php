<?php

declare(strict_types=1);

namespace Host\Sync;

use Host\Log\ActivityLog;
use Host\Registrar\Call;
use Host\Registrar\Domains;
use Host\Registrar\RegistrarModule;
use Host\Registrar\Settings;
use Illuminate\Database\Query\Builder;

/** One of the two tasks that ask registrars how domains stand; reading, writing and reporting are the same. */
abstract class SyncTask
{
    /** Name of the task, as the command line of the cron has it. */
    public const NAME = '';

    /** Suffix of the module function. */
    protected const FUNCTION = '';

    final public function run(): void
    {
        if (!SyncSettings::isEnabled()) {
            return;
        }
        foreach ((new Batch(static::NAME))->of($this->domains()) as $domain) {
            $this->check($domain);
        }
    }

    final public function check(object $domain): Findings
    {
        $findings = new Findings((new Call($domain))->run(static::FUNCTION));
        $changes = $findings->error === '' ? self::differences($domain, $this->columns($domain, $findings)) : [];
        Report::add(static::NAME, $domain, $changes, $findings->error);
        if ($findings->error === '' && !SyncSettings::isNotifyOnly()) {
            $this->write($domain, $changes);
            $this->written($domain, $findings);
        }
        return $findings;
    }

    /** The domains that this task asks about. */
    abstract protected function domains(): Builder;

    /** @return array<string, mixed> columns of tbldomains as they should be; others stay */
    abstract protected function columns(object $domain, Findings $findings): array;

    /** What else happens, unless the shop wants to be notified only. */
    protected function written(object $domain, Findings $findings): void
    {
    }

    /** @return list<string> active modules that have a function */
    final protected static function modulesWith(string $suffix): array
    {
        return array_values(array_filter(
            Settings::activeModules(),
            static fn (string $name): bool => RegistrarModule::find($name)?->has($suffix) ?? false
        ));
    }

    /** @param array<string, mixed> $changes */
    private function write(object $domain, array $changes): void
    {
        if ($changes !== []) {
            Domains::update((int) $domain->id, $changes);
            $names = implode(', ', array_keys($changes));
            ActivityLog::add("Domain sync changed {$names} of {$domain->domain}", (int) $domain->userid);
        }
    }

    /**
     * @param array<string, mixed> $columns
     * @return array<string, mixed>
     */
    private static function differences(object $domain, array $columns): array
    {
        $old = (array) $domain;
        return array_filter(
            $columns,
            static fn (mixed $value, string $column): bool => $value !== null && (string) $old[$column] !== (string) $value,
            ARRAY_FILTER_USE_BOTH
        );
    }
}
