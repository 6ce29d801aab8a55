<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Log\ToDoList;
use Host\Registrar\ModuleQueue;
use WHMCS\Database\Capsule;

/** What waits for somebody, and what happened last. */
final class HomePage extends AdminPage
{
    private const LINES = 15;

    protected function get(): void
    {
        $this->show('home', 'Dashboard', [
            'queue' => ModuleQueue::all(),
            'todos' => Capsule::table('tbltodolist')->where('status', '<>', ToDoList::DONE)->count(),
            'statuses' => Capsule::table('tbldomains')->groupBy('status')->orderBy('status')
                ->selectRaw('status, count(*) as domains')->get()->all(),
            'activity' => Capsule::table('tblactivitylog')->orderByDesc('id')->limit(self::LINES)->get()->all(),
        ]);
    }
}
