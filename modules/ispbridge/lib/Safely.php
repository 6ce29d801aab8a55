<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Closure;
use Throwable;

/**
 * Work whose failure must not end a run or a hook, because an order may have been sent already.
 */
final class Safely
{
    /**
     * Does the work, or notes in the activity log what could not be done. The text of the failure stays out of there, for
     * Illuminate writes the values of a query into it.
     *
     * @template T
     * @param Closure(): T $work
     * @param T $otherwise what the work amounts to where it failed
     * @return T
     */
    public static function run(string $what, Closure $work, mixed $otherwise): mixed
    {
        try {
            return $work();
        } catch (Throwable $thrown) {
            self::note("ispbridge could not carry out “{$what}”: " . $thrown::class . " {$thrown->getCode()}");
            return $otherwise;
        }
    }

    /** The activity log is in the same database, so it may be what has failed. */
    private static function note(string $text): void
    {
        try {
            logActivity($text);
        } catch (Throwable) {
            error_log($text);
        }
    }
}
