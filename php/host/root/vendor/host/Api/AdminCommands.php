<?php

declare(strict_types=1);

namespace Host\Api;

use WHMCS\Database\Capsule;
use WHMCS\User\Admin;

/** GetAdminDetails: who is asking, and what the role of that administrator allows. */
final class AdminCommands
{
    /** The role of the seed data, which may do everything. */
    private const FULL_ROLE = 1;

    /** The labels that the documentation names; WHMCS' own numbers are not known, so these are this host's. */
    private const PERMISSIONS = [
        1 => 'List Clients', 2 => 'View Clients Summary', 3 => 'View Clients Domains', 4 => 'Edit Clients Domains',
        5 => 'Perform Registrar Operations', 6 => 'Perform Server Operations', 7 => 'Add New Order', 8 => 'Create Invoice',
        9 => 'List Support Tickets', 10 => 'Configure General Settings',
    ];

    /**
     * @param array<string, mixed> $values
     * @param string|int|null $asked the user that localAPI was told to act for; else the one who is logged in
     * @return array<string, mixed>
     */
    public static function details(array $values, string|int|null $asked = null): array
    {
        $admins = Admin::query()->where('disabled', 0);
        $admin = (string) $asked === ''
            ? $admins->find((int) ($_SESSION['adminid'] ?? 0))
            : $admins->where('username', (string) $asked)->first();
        $admin ?? throw new ApiError('No administrator is logged in');
        return [
            'adminid' => $admin->id,
            'name' => $admin->fullName,
            'notes' => '',
            'signature' => '',
            'allowedpermissions' => implode(',', self::permissions((int) $admin->roleid)),
            'departments' => '',
        ];
    }

    /** @return list<string> */
    private static function permissions(int $role): array
    {
        $granted = Capsule::table('tbladminperms')->where('roleid', $role)->pluck('permid')->all();
        $own = array_intersect_key(self::PERMISSIONS, array_flip($granted));
        return array_values($role === self::FULL_ROLE ? self::PERMISSIONS : $own);
    }
}
