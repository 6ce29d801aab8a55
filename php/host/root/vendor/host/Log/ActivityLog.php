<?php

declare(strict_types=1);

namespace Host\Log;

use Host\Hook\Hooks;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** One line a happening, as logActivity writes it. */
final class ActivityLog
{
    public static function add(string $description, int $clientId = 0): void
    {
        $row = [
            'date' => Carbon::now()->toDateTimeString(),
            'description' => $description,
            'user' => self::user(),
            'userid' => $clientId,
            'ipaddr' => (string) ($_SERVER['REMOTE_ADDR'] ?? ''),
        ];
        Capsule::table('tblactivitylog')->insert($row);
        Hooks::run('LogActivity', [
            'description' => $description,
            'user' => $row['user'],
            'userid' => $clientId,
            'ipaddress' => $row['ipaddr'],
        ]);
    }

    private static function user(): string
    {
        return match (true) {
            isset($_SESSION['adminid']) => 'Admin ' . $_SESSION['adminid'],
            isset($_SESSION['uid']) => 'Client ' . $_SESSION['uid'],
            default => 'System',
        };
    }
}
