<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Config\Setting;

/**
 * What the documents leave open: settings `HostQuirk<Name>`, each `on` or `off`; docs/host.md says what they do.
 */
final class Quirks
{
    public const DELETE_CANCELS = 'DeleteCancels';
    public const ENTITY_ENCODED_SETTINGS = 'EntityEncodedSettings';
    public const FAILED_TRANSFER_STAYS = 'FailedTransferStays';
    public const LONG_AFTER_HOOKS = 'LongAfterHooks';
    public const PENDING_KEY = 'PendingKey';
    public const RELEASE_MOVES_AWAY = 'ReleaseMovesAway';
    public const RENEWAL_MOVES_EXPIRY = 'RenewalMovesExpiry';
    public const STATUS_BEFORE_HOOK = 'StatusBeforeHook';
    public const SYNC_KNOWS_EXPIRED = 'SyncKnowsExpired';
    public const SYNC_PENDING_TRANSFERS = 'SyncPendingTransfers';

    private const DEFAULTS = [
        self::DELETE_CANCELS => false,
        self::ENTITY_ENCODED_SETTINGS => false,
        self::FAILED_TRANSFER_STAYS => false,
        self::LONG_AFTER_HOOKS => true,
        self::PENDING_KEY => false,
        self::RELEASE_MOVES_AWAY => false,
        self::RENEWAL_MOVES_EXPIRY => true,
        self::STATUS_BEFORE_HOOK => true,
        self::SYNC_KNOWS_EXPIRED => true,
        self::SYNC_PENDING_TRANSFERS => false,
    ];

    public static function isOn(string $name): bool
    {
        return match (Setting::getValue("HostQuirk{$name}")) {
            'on' => true,
            'off' => false,
            default => self::DEFAULTS[$name],
        };
    }
}
