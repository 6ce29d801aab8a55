<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Journal;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Lease;
use Ispbridge\Whmcs\Safely;
use Ispbridge\Whmcs\Tables;
use Ispbridge\Whmcs\Todo;
use WHMCS\Module\Registrar\Ispapi\Hooks\TakeNote;

/**
 * What the module does in WHMCS' cron: every few minutes in slices that share one span of time, and once a day. Each slice
 * holds a lease, so that of several web nodes one does the work.
 */
final class Cron
{
    /** For all slices of one tick. */
    private const SECONDS = 40;

    private const LEASE_SECONDS = 180;

    /** How many orders a piece looks at: even where each answer is late, they are done within the lease. */
    private const ORDERS = 20;

    /** Open orders come first. Each does a piece of its work, and says whether there is more. */
    private const SLICES = [
        'orders' => [self::class, 'settleOrders'],
        'rests' => [self::class, 'renewRests'],
        'portfolio' => [Portfolio::class, 'step'],
    ];

    public static function tick(): void
    {
        if (Bridge::problem(false) !== null) {
            return;
        }
        Tables::ensure();
        $deadline = microtime(true) + self::SECONDS;
        foreach (self::SLICES as $name => $work) {
            $owner = Lease::take("ispapi.{$name}", self::LEASE_SECONDS);
            if ($owner === null) {
                continue;
            }
            try {
                $isOurs = static fn (): bool => Lease::renew("ispapi.{$name}", $owner, self::LEASE_SECONDS);
                Safely::run("cron {$name}", static fn () => self::workUntil($deadline, $work, $isOurs), null);
            } finally {
                Lease::release("ispapi.{$name}", $owner);
            }
        }
    }

    public static function daily(): void
    {
        if (Bridge::problem(false) === null) {
            Tables::ensure();
            Journal::forget();
            Portfolio::want();
        }
    }

    /**
     * Looks at the orders that nobody has settled; WHMCS is told what came of each before it is.
     *
     * @param array<string, mixed> $place what the piece before returned
     * @return array<string, mixed>|null where the next piece goes on; null at the end
     */
    public static function settleOrders(array $place): ?array
    {
        TakeNote::allUnfinished();
        $value = Engine::value('SettleOrders', $place + ['most' => self::ORDERS]);
        return ($value['after'] ?? 0) > 0 ? ['after' => $value['after']] : null;
    }

    /**
     * Renews what one restore has left of the paid years. The engine does so once for each, however often it is asked; while it
     * cannot, somebody is told.
     *
     * @param array<string, mixed> $place what the piece before returned
     * @return array<string, mixed>|null where the next piece goes on; null at the end
     */
    public static function renewRests(array $place): ?array
    {
        $before = $place['before'] ?? PHP_INT_MAX;
        $restores = Journal::withYearsLeft(Settings::scope(Settings::stored()));
        $restore = current(array_filter($restores, static fn (array $restore): bool => $restore['id'] < $before));
        if ($restore === false) {
            return null;
        }
        [$sld, $tld] = explode('.', $restore['domain'], 2);
        $years = $restore['evidence']['years_left'];
        $value = Engine::value('RenewRest', ['sld' => $sld, 'tld' => $tld, 'domainid' => $restore['domain_id'],
            'regperiod' => $years, 'restore' => $restore['id']], true);
        $key = "renew:{$restore['domain']}"; // the engine's, which closes it where the end is found out later
        if ($value !== null) {
            Todo::close(['key' => $key]);
            return ['before' => $restore['id']];
        }
        $values = ['domain' => $restore['domain'], 'years' => (string) $years];
        $lang = Lang::ofShop();
        Todo::open([
            'key' => $key, 'title' => $lang->text('task.rest', $values), 'description' => $lang->text('renew.rest_left', $values),
        ]);
        return ['before' => $restore['id']];
    }

    /**
     * @param callable(array<string, mixed>): ?array<string, mixed> $work
     * @param callable(): bool $isOurs prolongs the lease; false once somebody else has it
     */
    private static function workUntil(float $deadline, callable $work, callable $isOurs): void
    {
        $place = [];
        while ($place !== null && microtime(true) < $deadline && $isOurs()) {
            $place = $work($place);
        }
    }
}
