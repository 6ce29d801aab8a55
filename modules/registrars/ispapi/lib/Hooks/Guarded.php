<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Closure;
use Throwable;
use WHMCS\Module\Registrar\Ispapi\Bridge;

/**
 * A hook that cannot hurt the page or cron that fires it: without modules/ispbridge it does nothing, and what it throws goes to the
 * activity log, without the text, which may hold values of a query.
 */
final class Guarded
{
    /**
     * @template T
     * @param Closure(array<string, mixed>): T $work
     * @return Closure(mixed): (T|null)
     */
    public static function hook(Closure $work): Closure
    {
        return static function (mixed $vars = []) use ($work): mixed {
            try {
                return Bridge::lang() === null ? null : $work((array) $vars);
            } catch (Throwable $thrown) {
                $where = basename($thrown->getFile()) . ':' . $thrown->getLine();
                logActivity('ispapi: a hook stopped with ' . $thrown::class . " at {$where}");
                return null;
            }
        };
    }
}
