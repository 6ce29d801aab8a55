<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Lang;
use WHMCS\Database\Capsule;

/**
 * The buttons on the domain's page for administrators. WHMCS may ask for them twice a page, so nothing is looked up but the
 * domain's status in WHMCS; whether a button makes sense at the registrar is checked once it is pressed.
 */
final class Buttons
{
    /** Function => the key of its label, and the statuses in WHMCS that it is for. */
    private const BUTTONS = [
        'CancelTransfer' => ['button.cancel_transfer', ['Pending Transfer']],
        'ResendTransferEmail' => ['button.resend_transfer_email', ['Pending Transfer']],
        'ApproveTransfer' => ['button.approve_transfer', ['Active', 'Grace', 'Redemption', 'Expired']],
        'DenyTransfer' => ['button.deny_transfer', ['Active', 'Grace', 'Redemption', 'Expired']],
    ];

    /**
     * @param array<string, mixed> $params
     * @return array<string, string> label => function
     */
    public static function of(array $params): array
    {
        $status = self::status($params);
        $buttons = [];
        foreach (self::BUTTONS as $function => [$label, $statuses]) {
            if (in_array($status, $statuses, true)) {
                $buttons[Lang::ofShop()->text($label)] = $function;
            }
        }
        return $buttons;
    }

    /** @param array<string, mixed> $params */
    private static function status(array $params): string
    {
        $given = $params['status'] ?? null;
        if (is_string($given) && $given !== '') {
            return $given;
        }
        $id = (int) ($params['domainid'] ?? 0);
        return (string) Capsule::table('tbldomains')->where('id', $id)->value('status');
    }
}
