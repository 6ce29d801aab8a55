<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Journal;
use Ispbridge\Whmcs\Safely;
use Ispbridge\Whmcs\ShopDomain;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * What WHMCS and the journal tell each other: WHMCS that a registration is not finished, the journal that WHMCS knows of a
 * success.
 *
 * WHMCS has no way for a module to say "accepted, not finished": it sets a domain active after any success, and whether before or
 * after its hooks is not documented. So the status is put right by the hook, and once more by the cron.
 */
final class TakeNote
{
    private const MODULE = 'ispapi';

    /** @param array{params: array<string, mixed>} $vars of a hook that fires after a success only */
    public static function registration(array $vars): void
    {
        self::success($vars['params'], 'register');
    }

    /** @param array{params: array<string, mixed>} $vars of a hook that fires after a success only */
    public static function renewal(array $vars): void
    {
        self::success($vars['params'], 'renew');
    }

    /** @param array{params: array<string, mixed>, functionSuccessful?: bool} $vars of a hook that always fires */
    public static function transfer(array $vars): void
    {
        if (($vars['functionSuccessful'] ?? false) === true) {
            self::success($vars['params'], 'transfer');
        }
    }

    /** @param array<string, mixed> $params those of the registrar function */
    private static function success(array $params, string $operation): void
    {
        $domainId = (int) ($params['domainid'] ?? 0);
        if ($domainId === 0 || ($params['registrar'] ?? self::MODULE) !== self::MODULE) {
            return;
        }
        Journal::report($domainId, $operation);
        if ($operation === 'register') {
            self::unfinished(Journal::unfinished(self::scope(), $operation, $domainId));
        }
    }

    /** Puts the status right of every registration that the registry has not finished. */
    public static function allUnfinished(): void
    {
        self::unfinished(Journal::unfinished(self::scope(), 'register'));
    }

    /** @param list<int> $domainIds */
    private static function unfinished(array $domainIds): void
    {
        foreach ($domainIds as $domainId) {
            $order = ['registrar' => self::MODULE, 'domain_id' => $domainId, 'operation' => 'register', 'state' => 'pending'];
            Safely::run("status of domain {$domainId}", static fn () => ShopDomain::follow($order), null);
        }
    }

    /** What went through another account, or the test system, says nothing of the domain now. */
    private static function scope(): string
    {
        return Settings::scope(Settings::stored());
    }
}
