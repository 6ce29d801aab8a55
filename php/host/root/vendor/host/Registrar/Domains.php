<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Database\Capsule;

/** Rows of tbldomains. */
final class Domains
{
    /** In the order of the contract, section 7.1. */
    public const STATUSES = [
        'Pending', 'Pending Registration', 'Pending Transfer', 'Active', 'Grace', 'Redemption', 'Expired', 'Cancelled',
        'Fraud', 'Transferred Away',
    ];

    /** Statuses in which the shop has a registered domain to ask the registrar about. */
    private const AT_REGISTRAR = ['Active', 'Expired', 'Grace', 'Pending Registration', 'Redemption'];

    public static function find(int $id): ?object
    {
        return Capsule::table('tbldomains')->where('id', $id)->first();
    }

    /** The owner's view: somebody else's domain does not exist. */
    public static function ofClient(int $id, int $clientId): ?object
    {
        return Capsule::table('tbldomains')->where(['id' => $id, 'userid' => $clientId])->first();
    }

    /** @param array<string, mixed> $columns */
    public static function update(int $id, array $columns): void
    {
        Capsule::table('tbldomains')->where('id', $id)->update($columns);
    }

    public static function isAtRegistrar(object $domain): bool
    {
        return $domain->registrar !== '' && in_array($domain->status, self::AT_REGISTRAR, true);
    }

    /** The database writes `0000-00-00` where a date is not known. */
    public static function isDate(string $date): bool
    {
        return preg_match('/^(\d{4})-(\d\d)-(\d\d)$/', $date, $parts) === 1
            && checkdate((int) $parts[2], (int) $parts[3], (int) $parts[1]);
    }
}
