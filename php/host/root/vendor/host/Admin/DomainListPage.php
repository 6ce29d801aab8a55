<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Registrar\Domains;
use WHMCS\Database\Capsule;

/** clientsdomains.php without an id: the domains, newest first; `status` and `userid` narrow the list. */
final class DomainListPage extends AdminPage
{
    private const PER_PAGE = 50;

    protected function get(): void
    {
        $status = $this->request->text('status');
        $domains = Capsule::table('tbldomains')->orderByDesc('id');
        in_array($status, Domains::STATUSES, true) && $domains->where('status', $status);
        $this->request->number('userid') > 0 && $domains->where('userid', $this->request->number('userid'));
        $pages = max(1, (int) ceil((clone $domains)->count() / self::PER_PAGE));
        $page = min($pages, max(1, $this->request->number('page')));
        $this->show('domains', 'Domains', [
            'domains' => $domains->forPage($page, self::PER_PAGE)->get()->all(),
            'statuses' => Domains::STATUSES,
            'status' => $status,
            'page' => $page,
            'pages' => $pages,
        ]);
    }
}
