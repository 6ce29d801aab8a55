<?php

declare(strict_types=1);

namespace Host\Boot;

use WHMCS\Carbon;

/**
 * Moves the host's clock, for demonstrations and tests.
 *
 * The environment variable HOST_CLOCK, else the setting `HostClock`, holds a date ("2030-01-31 10:00")
 * or a distance from now ("+40 days"). The time stands still during one request.
 */
final class Clock
{
    public static function apply(): void
    {
        $wanted = getenv('HOST_CLOCK') ?: ($GLOBALS['CONFIG']['HostClock'] ?? '');
        if ($wanted !== '') {
            Carbon::setTestNow(new Carbon($wanted));
        }
    }
}
