<?php

declare(strict_types=1);

namespace Host\Install;

/** Tables of settings and logs (contract, section 7.4), each a map of column to kind. */
final class SystemTables
{
    public const TABLES = [
        'tblconfiguration' => ['setting' => 'key', 'value' => 'text'],
        'tblmodulelog' => [
            'id' => 'id', 'date' => 'datetime', 'module' => 'word', 'action' => 'word', 'request' => 'text',
            'response' => 'text', 'arrdata' => 'text',
        ],
        'tblactivitylog' => [
            'id' => 'id', 'date' => 'datetime', 'description' => 'text', 'user' => 'word', 'userid' => 'int',
            'ipaddr' => 'word',
        ],
        'tbltransientdata' => ['id' => 'id', 'name' => 'word', 'data' => 'text', 'expires' => 'int'],
        'tbltodolist' => [
            'id' => 'id', 'date' => 'date', 'title' => 'word', 'description' => 'text', 'admin' => 'int',
            'status' => 'word', 'duedate' => 'date',
        ],
        'host_sync_report' => [
            'id' => 'id', 'date' => 'datetime', 'task' => 'word', 'domainid' => 'int', 'changes' => 'text',
            'error' => 'text',
        ],
        'tbladdonmodules' => ['id' => 'id', 'module' => 'word', 'setting' => 'word', 'value' => 'text'],
    ];
}
