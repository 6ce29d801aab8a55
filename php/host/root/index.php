<?php

/**
 * The start page leads into the client area.
 */

declare(strict_types=1);

define('CLIENTAREA', true);

require __DIR__ . '/init.php';

Host\Http\Redirect::to('clientarea.php?action=domains');
