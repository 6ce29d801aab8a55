<?php

/**
 * Domains of the clients, as administrators see them.
 */

declare(strict_types=1);

define('ADMINAREA', true);

require dirname(__DIR__) . '/init.php';

$page = ($_REQUEST['id'] ?? '') === '' ? new Host\Admin\DomainListPage() : new Host\Admin\DomainPage();
$page->run();
