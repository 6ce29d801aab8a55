<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Log\ActivityLog;
use Host\Log\ModuleLog;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;

/** systemmodulelog.php: the calls that modules logged, newest first, and the switch of the log. */
final class ModuleLogPage extends AdminPage
{
    private const PER_PAGE = 25;

    protected function post(): void
    {
        match ($this->request->text('action')) {
            'on' => $this->turn('on', 'Module logging is on.'),
            'off' => $this->turn('', 'Module logging is off.'),
            'clear' => $this->clear(),
            default => $this->refuse(400, 'Unknown action', 'This form does not exist.'),
        };
    }

    protected function get(): void
    {
        $this->request->text('id') === '' ? $this->showList() : $this->showEntry();
    }

    private function turn(string $state, string $notice): never
    {
        Setting::setValue(ModuleLog::SWITCH, $state);
        $this->done($notice);
    }

    private function clear(): never
    {
        Capsule::table('tblmodulelog')->delete();
        $this->done('The module log is empty now.');
    }

    private function done(string $notice): never
    {
        ActivityLog::add($notice);
        Flash::success($notice);
        Redirect::to('systemmodulelog.php');
    }

    private function showList(): void
    {
        $total = Capsule::table('tblmodulelog')->count();
        $pages = max(1, (int) ceil($total / self::PER_PAGE));
        $page = min($pages, max(1, $this->request->number('page')));
        $this->show('modulelog', 'Module log', [
            'isOn' => ModuleLog::isOn(),
            'total' => $total,
            'page' => $page,
            'pages' => $pages,
            'entries' => Capsule::table('tblmodulelog')->orderByDesc('id')
                ->forPage($page, self::PER_PAGE)->get(['id', 'date', 'module', 'action'])->all(),
        ]);
    }

    private function showEntry(): void
    {
        $entry = Capsule::table('tblmodulelog')->where('id', $this->request->number('id'))->first();
        $this->show('modulelogentry', 'Module log entry', [
            'entry' => $entry ?? $this->refuse(404, 'No such entry', 'The log has no entry with this number.'),
        ]);
    }
}
