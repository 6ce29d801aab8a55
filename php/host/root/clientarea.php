<?php

/**
 * The client area: `action` chooses the page.
 */

declare(strict_types=1);

define('CLIENTAREA', true);

require __DIR__ . '/init.php';

$page = match ($_REQUEST['action'] ?? '') {
    'domaindetails' => new Host\Client\DomainDetailsPage(),
    'domaingetepp' => new Host\Client\EppCodePage(),
    default => new Host\Client\DomainsPage(),
};
$page->run();
