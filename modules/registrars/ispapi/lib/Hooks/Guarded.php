<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Log;
use Ispbridge\Whmcs\Tables;
use Throwable;
use WHMCS\Carbon;

/**
 * Runs what WHMCS includes or calls on its own pages. Dispatch is the door of the functions, this is that of hooks and included
 * files: a failure of ours must not take a page of the shop with it.
 */
final class Guarded
{
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
