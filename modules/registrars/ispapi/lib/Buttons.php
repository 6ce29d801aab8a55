<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Findings;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Safely;
use WHMCS\Database\Capsule;

/**
 * The buttons on the domain's page for administrators. WHMCS may ask for them twice a page, so nothing is looked up but what its
 * database holds; whether a button makes sense at the registrar is checked once it is pressed.
 */
final class Buttons
{
    /** Function => the key of its label, and the statuses in WHMCS that it is for. */
    private const BUTTONS = [
        'CancelTransfer' => ['button.cancel_transfer', ['Pending Transfer']],
        'ResendTransferEmail' => ['button.resend_transfer_email', ['Pending Transfer']],
        'ApproveTransfer' => ['button.approve_transfer', ['Active', 'Grace', 'Redemption', 'Expired']],
        'DenyTransfer' => ['button.deny_transfer', ['Active', 'Grace', 'Redemption', 'Expired']],
        'SuspendDomain' => ['button.suspend', ['Active', 'Grace', 'Expired']],
        'UnsuspendDomain' => ['button.unsuspend', ['Active', 'Grace', 'Expired']],
        'ReleaseTransit' => ['button.release_transit', ['Active', 'Grace', 'Expired']],
        'DeleteNow' => ['button.delete_now', ['Active', 'Grace', 'Expired']],
        'SyncNow' => ['button.sync_now', ['Active', 'Grace', 'Redemption', 'Expired', 'Pending Registration']],
    ];

    /** Function => the key of its label, and the findings that it answers. */
    private const ANSWERS = [
        'AcceptDate' => ['button.accept_date', ['earlier']],
        'ConfirmGone' => ['button.confirm_gone', ['ended', 'missing']],
    ];

    /** Function => how a zone must let domains go for it; the others are for every zone. */
    private const ZONES = ['ReleaseTransit' => 'transit'];

    /**
     * @param array<string, mixed> $params
     * @param string $release how the domain's zone lets domains go: `none`, `tag` or `transit`
     * @return array<string, string> label => function
     */
    public static function of(array $params, string $release): array
    {
        $status = self::status($params);
        $ofZone = static fn (string $function): bool => (self::ZONES[$function] ?? $release) === $release;
        $buttons = array_filter(self::among(self::BUTTONS, [$status]), $ofZone);
        return $buttons === [] ? [] : $buttons + self::among(self::ANSWERS, self::findings($params));
    }

    /** What the button of a function says. */
    public static function label(string $function): string
    {
        return Lang::ofShop()->text((self::BUTTONS + self::ANSWERS)[$function][0]);
    }

    /**
     * @param array<string, array{string, list<string>}> $buttons
     * @param list<string> $words
     * @return array<string, string> label => function, of those that are for one of these words
     */
    private static function among(array $buttons, array $words): array
    {
        $found = [];
        foreach ($buttons as $function => [$label, $wanted]) {
            if (array_intersect($wanted, $words) !== []) {
                $found[Lang::ofShop()->text($label)] = $function;
            }
        }
        return $found;
    }

    /**
     * @param array<string, mixed> $params
     * @return list<string>
     */
    private static function findings(array $params): array
    {
        $id = (int) ($params['domainid'] ?? 0);
        $read = static fn (): array => array_column(Findings::ofShopDomain($id), 'kind');
        return $id === 0 ? [] : Safely::run("findings of domain {$id}", $read, []);
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
