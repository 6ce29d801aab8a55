<?php

declare(strict_types=1);

namespace Host\Cron;

use Host\Hook\Hooks;
use Host\Sync\StatusSync;
use Host\Sync\SyncTask;
use Host\Sync\TransferSync;
use WHMCS\Carbon;
use WHMCS\Config\Setting;

/**
 * One call of crons/cron.php (contract, sections 1.8 and 5.5).
 *
 * `do --TASK...` runs tasks by name, `--daily` what is due once a day; without either the daily tasks run at their hour.
 */
final class CronRun
{
    /** `DomainExpirySync` was seen as another name for the status. */
    private const TASKS = [
        'DomainTransferSync' => TransferSync::class,
        'DomainStatusSync' => StatusSync::class,
        'DomainExpirySync' => StatusSync::class,
    ];

    private const LAST_DAILY = 'HostLastDailyCron';

    /**
     * @param list<string> $arguments of the command line, without the script
     * @return string a sentence when they are not understood, else empty
     */
    public static function run(array $arguments): string
    {
        [$command, $names] = [$arguments[0] ?? '', array_slice($arguments, 1)];
        $unknown = array_diff($names, array_map(static fn (string $task): string => "--{$task}", array_keys(self::TASKS)));
        if (!in_array($command, ['', 'do', '--daily'], true) || $unknown !== [] || ($command !== 'do' && $names !== [])) {
            return 'cron: not understood: ' . implode(' ', $arguments);
        }
        match (true) {
            $command === 'do' => self::tasks($names),
            $command === '--daily' || self::isDailyDue() => self::daily(),
            default => null,
        };
        Hooks::run('AfterCronJob', []);
        return '';
    }

    /** @param list<string> $names each with its two hyphens */
    private static function tasks(array $names): void
    {
        $chosen = array_filter(
            self::TASKS,
            static fn (string $name): bool => in_array("--{$name}", $names, true),
            ARRAY_FILTER_USE_KEY
        );
        /** @var class-string<SyncTask> $class */
        foreach (array_unique($chosen) as $class) {
            (new $class())->run();
        }
    }

    private static function daily(): void
    {
        Setting::setValue(self::LAST_DAILY, Carbon::now()->toDateString());
        Hooks::run('PreCronJob', []);
        self::tasks(['--' . TransferSync::NAME, '--' . StatusSync::NAME]);
        Hooks::run('DailyCronJobPreEmail', []);
        Hooks::run('DailyCronJob', []);
    }

    /** At the hour that the shop set, once a day; a shop that set none runs it with `--daily`. */
    private static function isDailyDue(): bool
    {
        $hour = (string) Setting::getValue('HostDailyCronHour');
        $today = Carbon::now()->toDateString();
        return ctype_digit($hour) && Carbon::now()->hour >= (int) $hour
            && Setting::getValue(self::LAST_DAILY) !== $today;
    }
}
