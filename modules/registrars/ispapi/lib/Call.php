<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Context;
use Ispbridge\Whmcs\Loop;
use Ispbridge\Whmcs\Safely;
use Ispbridge\Whmcs\Tables;

/**
 * One function's run through the engine.
 */
final class Call
{
    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed> the outcome
     */
    public static function run(string $verb, array $params, Report $report): array
    {
        if ($verb === 'config_validate') {
            Tables::ensure();
        } elseif ($report->leavesADoubt()) { // an update by copying files runs nothing else before the first order
            Safely::run('make the tables', Tables::ensure(...), null);
        }
        $params = Settings::settled($params);
        if ($verb === 'AdditionalDomainFields') {
            $params = Fields\Request::of($params);
        }
        if ($verb === 'TransferSync') {
            $params['order'] = TransferOrder::of((int) ($params['domainid'] ?? 0));
        }
        $context = Context::of($params, $report->trace);
        $outcome = Loop::run($verb, $params, $context, $report->begin($params));
        $report->log()->exchanges($outcome['exchanges']);
        return $outcome;
    }
}
