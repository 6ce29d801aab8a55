<?php

/**
 * Logout of customers.
 */

declare(strict_types=1);

define('CLIENTAREA', true);

require __DIR__ . '/init.php';

(new Host\Client\LogoutPage())->run();
