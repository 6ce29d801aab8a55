<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Registrar\Domains;
use Host\Registrar\ModuleQueue;
use Host\Registrar\Transaction;

/** modulequeue.php: actions that failed, to be tried again or to be marked as settled otherwise. */
final class ModuleQueuePage extends AdminPage
{
    protected function post(): void
    {
        $row = ModuleQueue::open($this->request->number('id'))
            ?? $this->refuse(404, 'No such entry', 'The queue has no open entry with this number.');
        match ($this->request->text('action')) {
            'retry' => $this->retry($row),
            'resolve' => $this->resolve($row),
            default => $this->refuse(400, 'Unknown action', 'This form does not exist.'),
        };
        Redirect::to('modulequeue.php');
    }

    protected function get(): void
    {
        $this->show('modulequeue', 'Module queue', ['queue' => ModuleQueue::all()]);
    }

    private function retry(object $row): void
    {
        $domain = Domains::find((int) $row->service_id);
        $transaction = $domain === null ? null : Transaction::of((string) $row->module_action, $domain);
        $result = $transaction?->run();
        match (true) {
            $result === null => Flash::error('This action cannot be tried again from here.'),
            $result->isSuccess() => Flash::success("{$row->module_action} of {$domain->domain} succeeded."),
            default => Flash::error('Registrar error: ' . $result->error),
        };
    }

    private function resolve(object $row): void
    {
        ModuleQueue::completed((int) $row->service_id, (string) $row->module_action);
        Flash::success('The entry was marked as settled.');
    }
}
