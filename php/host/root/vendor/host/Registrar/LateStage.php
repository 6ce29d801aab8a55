<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Carbon;
use WHMCS\Database\Capsule;
use WHMCS\Domains\Domain;

/**
 * Where a domain stands after its expiry.
 *
 * The statuses of the same name say it; else the days since the expiry date, by the periods of its extension.
 */
enum LateStage
{
    case None;
    case Grace;
    case Redemption;

    public static function of(object $domain): self
    {
        return match ((string) $domain->status) {
            'Grace' => self::Grace,
            'Redemption' => self::Redemption,
            default => self::byDate($domain),
        };
    }

    private static function byDate(object $domain): self
    {
        $expiry = (string) $domain->expirydate;
        $late = Domains::isDate($expiry) ? Carbon::parse($expiry)->diffInDays(Carbon::today(), false) : 0;
        $extension = (new Domain((string) $domain->domain))->getDotTopLevel();
        $prices = Capsule::table('tbldomainpricing')->where('extension', $extension)->first();
        $grace = (int) ($prices->grace_period ?? 0);
        return match (true) {
            $late <= 0 => self::None,
            $late <= $grace => self::Grace,
            $late <= $grace + (int) ($prices->redemption_grace_period ?? 0) => self::Redemption,
            default => self::None,
        };
    }
}
