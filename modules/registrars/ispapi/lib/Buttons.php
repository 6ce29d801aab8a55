<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Lang;
use WHMCS\Database\Capsule;

/**
 * The module's own buttons on the page of a domain. WHMCS lists them on each view, twice as has been seen, so that nothing is
 * asked over the network for it.
 */
final class Buttons
{
    /** Statuses of a domain that the account still has. */
    private const HELD = ['Active', 'Expired', 'Grace'];

    /**
     * Suffix of the function => the key of its label, the statuses of tbldomains in which it shows, and how the zone must let
     * domains go for it.
     */
    private const BUTTONS = [
        'SuspendDomain' => ['label' => 'button.suspend', 'statuses' => self::HELD],
        'UnsuspendDomain' => ['label' => 'button.unsuspend', 'statuses' => self::HELD],
        'ReleaseTransit' => ['label' => 'button.release_transit', 'statuses' => self::HELD, 'release' => 'transit'],
        'DeleteNow' => ['label' => 'button.delete_now', 'statuses' => self::HELD],
    ];

    /**
     * @param string $release how the domain's zone lets domains go: `none`, `tag` or `transit`
     * @return array<string, string> label => suffix of the function
     */
    public static function of(int $domainId, string $release): array
    {
        $status = Capsule::table('tbldomains')->where('id', $domainId)->value('status');
        $buttons = [];
        foreach (self::BUTTONS as $suffix => $button) {
            if (in_array($status, $button['statuses'], true) && ($button['release'] ?? $release) === $release) {
                $buttons[self::label($suffix)] = $suffix;
            }
        }
        return $buttons;
    }

    public static function label(string $suffix): string
    {
        return Lang::ofShop()->text(self::BUTTONS[$suffix]['label']);
    }
}
