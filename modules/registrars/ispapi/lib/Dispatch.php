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

    /** A button that only asks for a confirmation. */
    private const QUESTION = ['shape' => Shape\Ask::class, 'local' => true] + self::BUTTON;

    /** What is then done, and a button that needs no confirmation but has something to tell. */
    private const ANSWER = ['shape' => Shape\Command::class] + self::BUTTON;

    private const USUAL = ['local' => false, 'for_admins' => false, 'button' => false, 'doubt' => null, 'engine' => null];

    /**
     * Each function of the module: the shape of what it returns; whether it is answered without the engine; whether its
     * errors are for administrators; whether it is a button of ours, which needs an administrator who may use it; where it
     * costs money or cannot be undone, what a customer is told while its end is not known; and, where it is confirmed by a name
     * that the engine does not ask for, the engine's own word for it.
     */
    private const VERBS = [
        'AcceptDate' => ['shape' => Shape\AskToAcceptDate::class] + self::QUESTION,
        'AcceptDateConfirmed' => self::ANSWER,
        'AdditionalDomainFields' => ['shape' => Shape\AdditionalFields::class],
        'AdminCustomButtonArray' => ['shape' => Shape\AdminButtons::class],
        'ApproveTransfer' => self::QUESTION,
        'ApproveTransferConfirmed' => ['doubt' => 'change.in_doubt'] + self::ANSWER,
        'CancelTransfer' => self::QUESTION,
        'CancelTransferConfirmed' => ['doubt' => 'change.in_doubt', 'engine' => 'CancelTransfer'] + self::ANSWER,
        'ConfirmGone' => self::QUESTION,
        'ConfirmGoneConfirmed' => ['engine' => 'ConfirmGone'] + self::ANSWER,
        'DeleteNow' => self::QUESTION,
        'DeleteNowConfirmed' => ['doubt' => 'change.in_doubt'] + self::ANSWER,
        'DenyTransfer' => self::QUESTION,
        'DenyTransferConfirmed' => ['doubt' => 'change.in_doubt', 'engine' => 'DenyTransfer'] + self::ANSWER,
        'GetDomainInformation' => ['shape' => Shape\DomainInformation::class],
        'GetNameservers' => ['shape' => Shape\Facts::class],
        'MetaData' => ['shape' => Shape\MetaData::class, 'local' => true],
        'RegisterDomain' => ['shape' => Shape\Result::class, 'doubt' => 'order.in_doubt'],
        'ReleaseDomain' => ['shape' => Shape\Command::class, 'doubt' => 'change.in_doubt'],
        'ReleaseTransit' => self::QUESTION,
        'ReleaseTransitConfirmed' => ['doubt' => 'change.in_doubt'] + self::ANSWER,
        'RenewDomain' => ['shape' => Shape\Result::class, 'doubt' => 'renew.in_doubt'],
        'RequestDelete' => ['shape' => Shape\Command::class, 'for_admins' => true],
        'ResendTransferEmail' => ['shape' => Shape\Result::class] + self::BUTTON,
        'SaveNameservers' => ['shape' => Shape\Result::class],
        'SuspendDomain' => self::QUESTION,
        'SuspendDomainConfirmed' => self::ANSWER,
        'Sync' => ['shape' => Shape\Facts::class, 'for_admins' => true],
        'SyncNow' => ['shape' => Shape\Result::class] + self::BUTTON,
        'TransferDomain' => ['shape' => Shape\Result::class, 'doubt' => 'order.in_doubt'],
        'TransferSync' => ['shape' => Shape\TransferState::class, 'for_admins' => true],
        'UnsuspendDomain' => self::ANSWER,
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
        $treatment = self::VERBS[$verb] + self::USUAL;
        $shape = new $treatment['shape']($verb, $params);
        $report = new Report($verb, $params, $treatment['for_admins'], $treatment['doubt']);
        try {
            $sentence = Bridge::problem($treatment['doubt'] !== null)
                ?? ($treatment['button'] ? Administrator::problem() : null)
                ?? ($treatment['engine'] !== null ? Confirmation::problem($params) : null);
            if ($sentence === null) {
                $outcome = $treatment['local']
                    ? ['done' => true, 'value' => []]
                    : Call::run($treatment['engine'] ?? $verb, $params, $report);
                if ($outcome['done']) {
                    $report->success();
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
