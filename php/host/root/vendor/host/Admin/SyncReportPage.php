<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Sync\Report;
use Host\Sync\SyncSettings;
use WHMCS\Database\Capsule;

/** domainsync.php: what the domain synchronisation found, newest first; WHMCS sends it by email. */
final class SyncReportPage extends AdminPage
{
    private const LINES = 100;

    protected function get(): void
    {
        $rows = Capsule::table(Report::TABLE . ' as report')
            ->leftJoin('tbldomains as domain', 'domain.id', '=', 'report.domainid')
            ->orderByDesc('report.id')->limit(self::LINES)
            ->get(['report.*', 'domain.domain', 'domain.userid'])->all();
        $this->show('domainsync', 'Domain synchronisation', [
            'rows' => $rows,
            'isEnabled' => SyncSettings::isEnabled(),
            'isNotifyOnly' => SyncSettings::isNotifyOnly(),
        ]);
    }
}
