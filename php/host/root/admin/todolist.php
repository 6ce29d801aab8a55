<?php

/**
 * To-do list.
 */

declare(strict_types=1);

define('ADMINAREA', true);

require dirname(__DIR__) . '/init.php';

(new Host\Admin\ToDoPage())->run();
