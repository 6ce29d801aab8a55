<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use WHMCS\Carbon;
use WHMCS\Config\Setting;

/**
 * What a run needs to know besides its parameters. The engine reads no clock and no database, so it is told.
 */
final class Context
{
    /**
     * @param array<string, mixed> $params
     * @return array{now: string, trace: string, web: bool, facts: array<string, string>, whmcs: string}
     */
    public static function of(array $params, string $trace): array
    {
        return [
            'now' => Carbon::now('UTC')->format('Y-m-d H:i:s'),
            'trace' => $trace,
            'web' => self::isWeb(),
            'facts' => Tables::facts(),
            'whmcs' => (string) ($params['whmcsVersion'] ?? Setting::getValue('Version')),
        ];
    }

    /**
     * Whether somebody waits at a browser. WHMCS sets IN_CRON in its cron script (not documented); where it does not, a cron
     * over HTTP counts as a browser, which only shortens its patience.
     */
    private static function isWeb(): bool
    {
        return PHP_SAPI !== 'cli' && !defined('IN_CRON');
    }
}
