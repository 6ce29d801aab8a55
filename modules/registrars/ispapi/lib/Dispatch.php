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
    /**
     * Each function of the module: the shape of what it returns; whether it is answered without the engine; whether its
     * errors are for administrators; and, where it costs money, what a customer is told while its end is not known.
     */
    private const VERBS = [
        'AdditionalDomainFields' => ['shape' => Shape\AdditionalFields::class],
        'AdminCustomButtonArray' => ['shape' => Shape\AdminButtons::class, 'local' => true],
        'ApproveTransfer' => ['shape' => Shape\Result::class, 'for_admins' => true],
        'CancelTransfer' => ['shape' => Shape\Result::class, 'for_admins' => true],
        'DenyTransfer' => ['shape' => Shape\Result::class, 'for_admins' => true],
        'GetDomainInformation' => ['shape' => Shape\DomainInformation::class],
        'GetNameservers' => ['shape' => Shape\Nameservers::class],
        'MetaData' => ['shape' => Shape\MetaData::class, 'local' => true],
        'RegisterDomain' => ['shape' => Shape\Result::class, 'doubt' => 'order.in_doubt'],
        'RenewDomain' => ['shape' => Shape\Result::class, 'doubt' => 'renew.in_doubt'],
        'ResendTransferEmail' => ['shape' => Shape\Result::class, 'for_admins' => true],
        'SaveNameservers' => ['shape' => Shape\Result::class],
        'TransferDomain' => ['shape' => Shape\Result::class, 'doubt' => 'order.in_doubt'],
        'TransferSync' => ['shape' => Shape\TransferState::class, 'for_admins' => true],
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
        $treatment = self::VERBS[$verb] + ['local' => false, 'for_admins' => false, 'doubt' => null];
        $shape = new $treatment['shape']($params);
        $report = new Report($verb, $params, $treatment['for_admins'], $treatment['doubt']);
        try {
            $sentence = Bridge::problem($treatment['doubt'] !== null);
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
