<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Closure;
use Ispbridge\Whmcs\Log;
use Ispbridge\Whmcs\Tables;
use Throwable;
use WHMCS\Carbon;
use WHMCS\Module\Registrar\Ispapi\Bridge;

/**
 * Runs what WHMCS includes or calls on its own pages. Dispatch is the door of the functions, this is that of hooks and included
 * files: a failure of ours must not take a page of the shop with it.
 */
final class Guarded
{
    /**
     * A hook that does nothing while modules/ispbridge is missing, and returns nothing where it fails.
     *
     * @template T
     * @param Closure(array<string, mixed>): T $work
     * @return Closure(mixed): (T|null)
     */
    public static function hook(string $name, Closure $work): Closure
    {
        $safe = static fn (mixed $vars): mixed => Bridge::lang() === null ? null : $work((array) $vars);
        return static fn (mixed $vars = []): mixed => self::run($name, static fn (): mixed => $safe($vars), null);
    }

    /**
     * @template T
     * @param callable(): T $work
     * @param T $otherwise what it gives where it failed
     * @return T
     */
    public static function run(string $name, callable $work, mixed $otherwise): mixed
    {
        try {
            return $work();
        } catch (Throwable $thrown) {
            self::note($name, $thrown);
            return $otherwise;
        }
    }

    /** Once a day: these run on every page. Where even this fails, there is no place to write to. */
    private static function note(string $name, Throwable $thrown): void
    {
        try {
            $today = Carbon::now('UTC')->format('Y-m-d');
            if ((Tables::facts()["failed:{$name}"] ?? '') !== $today) {
                Tables::ensure();
                Tables::keep("failed:{$name}", $today);
                (new Log('ispapi', $name, bin2hex(random_bytes(6)), []))->crash($thrown);
            }
        } catch (Throwable) {
            return;
        }
    }
}
