<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Throwable;

/**
 * The one door between WHMCS' functions and the engine, and the one `catch` of the module: no failure leaves a function in
 * another shape than WHMCS expects of it.
 */
final class Dispatch
{
    private const BUTTON = ['for_admins' => true, 'button' => true];

    /**
     * Each function of the module: the shape of what it returns; whether it is answered without the engine; whether its
     * errors are for administrators; whether it is a button of ours, which needs an administrator who may use it; and, where it
     * costs money or cannot be undone, what a customer is told while its end is not known.
     */
    private const VERBS = [
        'AcceptDate' => ['shape' => Shape\AskToAcceptDate::class, 'local' => true] + self::BUTTON,
        'AcceptDateConfirmed' => ['shape' => Shape\Command::class] + self::BUTTON,
        'AdditionalDomainFields' => ['shape' => Shape\AdditionalFields::class],
        'AdminCustomButtonArray' => ['shape' => Shape\AdminButtons::class],
        'ApproveTransfer' => ['shape' => Shape\AskToApprove::class, 'local' => true] + self::BUTTON,
        'ApproveTransferConfirmed' => ['shape' => Shape\Command::class, 'doubt' => 'change.in_doubt'] + self::BUTTON,
        'CancelTransfer' => ['shape' => Shape\Result::class] + self::BUTTON,
        'ConfirmGone' => ['shape' => Shape\Result::class] + self::BUTTON,
        'DeleteNow' => ['shape' => Shape\AskToDelete::class, 'local' => true] + self::BUTTON,
        'DeleteNowConfirmed' => ['shape' => Shape\Command::class, 'doubt' => 'change.in_doubt'] + self::BUTTON,
        'DenyTransfer' => ['shape' => Shape\Command::class] + self::BUTTON,
        'GetDomainInformation' => ['shape' => Shape\DomainInformation::class],
        'GetNameservers' => ['shape' => Shape\Nameservers::class],
        'MetaData' => ['shape' => Shape\MetaData::class, 'local' => true],
        'RegisterDomain' => ['shape' => Shape\Result::class, 'doubt' => 'order.in_doubt'],
        'ReleaseDomain' => ['shape' => Shape\Command::class, 'doubt' => 'change.in_doubt'],
        'ReleaseTransit' => ['shape' => Shape\AskToRelease::class, 'local' => true] + self::BUTTON,
        'ReleaseTransitConfirmed' => ['shape' => Shape\Command::class, 'doubt' => 'change.in_doubt'] + self::BUTTON,
        'RenewDomain' => ['shape' => Shape\Result::class, 'doubt' => 'renew.in_doubt'],
        'RequestDelete' => ['shape' => Shape\Command::class, 'for_admins' => true],
        'ResendTransferEmail' => ['shape' => Shape\Result::class] + self::BUTTON,
        'SaveNameservers' => ['shape' => Shape\Result::class],
        'SuspendDomain' => ['shape' => Shape\AskToSuspend::class, 'local' => true] + self::BUTTON,
        'SuspendDomainConfirmed' => ['shape' => Shape\Command::class] + self::BUTTON,
        'Sync' => ['shape' => Shape\Sync::class, 'for_admins' => true],
        'SyncNow' => ['shape' => Shape\Result::class] + self::BUTTON,
        'TransferDomain' => ['shape' => Shape\Result::class, 'doubt' => 'order.in_doubt'],
        'TransferSync' => ['shape' => Shape\TransferState::class, 'for_admins' => true],
        'UnsuspendDomain' => ['shape' => Shape\Command::class] + self::BUTTON,
        'config_validate' => ['shape' => Shape\Validation::class, 'for_admins' => true],
        'getConfigArray' => ['shape' => Shape\SettingsPage::class, 'local' => true],
    ];

    /**
     * @param string $function the name of the WHMCS function
     * @param array<string, mixed> $params
     */
    public static function call(string $function, array $params): mixed
    {
        $verb = substr($function, strlen('ispapi_'));
        $treatment = self::VERBS[$verb] + ['local' => false, 'for_admins' => false, 'button' => false, 'doubt' => null];
        $shape = new $treatment['shape']($params);
        $report = new Report($verb, $params, $treatment['for_admins'], $treatment['doubt']);
        try {
            $sentence = Bridge::problem($treatment['doubt'] !== null)
                ?? ($treatment['button'] ? Administrator::problem() : null);
            if ($sentence === null) {
                $outcome = $treatment['local'] ? ['done' => true, 'value' => []] : Call::run($verb, $params, $report);
                if ($outcome['done']) {
                    return $shape->done($outcome['value']);
                }
                $sentence = $report->failure($outcome);
            }
        } catch (Throwable $thrown) {
            $sentence = $report->crash($thrown);
        }
        return $shape->failed($sentence);
    }
}
