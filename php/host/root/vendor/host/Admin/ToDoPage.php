<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Log\ToDoList;
use WHMCS\Database\Capsule;

/** todolist.php: what waits for a person; what is done stays below it. */
final class ToDoPage extends AdminPage
{
    protected function post(): void
    {
        if ($this->request->text('action') !== 'complete') {
            $this->refuse(400, 'Unknown action', 'This form does not exist.');
        }
        ToDoList::complete($this->request->number('id')) && Flash::success('The item is done.');
        Redirect::to('todolist.php');
    }

    protected function get(): void
    {
        $items = Capsule::table('tbltodolist')->orderBy('duedate')->orderBy('id')->get();
        [$done, $open] = $items->partition('status', ToDoList::DONE);
        $this->show('todolist', 'To-do list', ['open' => $open->all(), 'done' => $done->reverse()->all()]);
    }
}
