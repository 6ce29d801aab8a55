<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Journal;
use WHMCS\Database\Capsule;

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

    /** Which status of WHMCS an order of the journal may move, by operation and the order's state. */
    private const STATUS = [
        'register' => [
            'done' => ['Pending' => 'Active', 'Pending Registration' => 'Active'],
            'pending' => ['Pending' => 'Pending Registration', 'Active' => 'Pending Registration'],
            'void' => ['Pending Registration' => 'Pending'],
        ],
        'transfer' => [
            'done' => ['Pending' => 'Pending Transfer'], // TransferSync completes it, with what follows
            'pending' => ['Pending' => 'Pending Transfer'],
        ],
    ];

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
            self::unfinished(Journal::unfinished($operation, $domainId));
        }
    }

    /** Puts the status right of every registration that the registry has not finished. */
    public static function allUnfinished(): void
    {
        self::unfinished(Journal::unfinished('register'));
    }

    /**
     * An order was settled without WHMCS: it is told what that means for the domain.
     *
     * @param array{domain_id: int, operation: string, state: string, until: ?string} $settled
     */
    public static function settled(array $settled): void
    {
        if (self::move($settled['domain_id'], $settled['operation'], $settled['state'], (string) $settled['until'])) {
            Journal::report($settled['domain_id'], $settled['operation']);
        }
    }

    /** @param list<int> $domainIds */
    private static function unfinished(array $domainIds): void
    {
        foreach ($domainIds as $domainId) {
            self::move($domainId, 'register', 'pending', '');
        }
    }

    private static function move(int $domainId, string $operation, string $state, string $until): bool
    {
        $domain = Capsule::table('tbldomains')->where('id', $domainId)->where('registrar', self::MODULE)->first(['status']);
        $status = self::STATUS[$operation][$state][$domain->status ?? ''] ?? null;
        if ($status === null) {
            return false;
        }
        $date = substr($until, 0, 10);
        $dates = $state === 'done' && $date !== '' ? ['expirydate' => $date, 'nextduedate' => $date] : [];
        return localAPI('UpdateClientDomain', ['domainid' => $domainId, 'status' => $status] + $dates)['result'] === 'success';
    }
}
