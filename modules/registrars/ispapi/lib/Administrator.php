<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Lang;
use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;

/**
 * The administrator who pressed a button. Whether WHMCS asks for a permission before it calls a module's own button is not
 * documented, so it is asked for here.
 */
final class Administrator
{
    /** The permission of WHMCS' own commands, such as Register and Request Delete. */
    private const PERMISSION = 'Perform Registrar Operations';

    /** What keeps whoever is logged in from the buttons, null when nothing does. */
    public static function problem(): ?string
    {
        return self::id() === null ? Lang::ofShop()->text('confirm.no_permission', ['permission' => self::PERMISSION]) : null;
    }

    /** `tbladmins.id` of the administrator who is logged in and may use the registrar; null for anybody else. */
    public static function id(): ?int
    {
        $id = (int) ((new CurrentUser())->admin()->id ?? 0);
        $login = Capsule::table('tbladmins')->where('id', $id)->where('disabled', 0)->value('username');
        return $login !== null && in_array(self::PERMISSION, self::permissions($id, (string) $login), true) ? $id : null;
    }

    /** @return list<string> none where the answer is about somebody else */
    private static function permissions(int $id, string $login): array
    {
        $details = localAPI('GetAdminDetails', [], $login);
        $isOwn = $details['result'] === 'success' && (int) $details['adminid'] === $id;
        return $isOwn ? array_map('trim', explode(',', (string) $details['allowedpermissions'])) : [];
    }
}
