<?php

/**
 * Loads the libraries that WHMCS brings along (here: Debian packages) and the classes of this host.
 */

declare(strict_types=1);

require_once 'Illuminate/Database/autoload.php';
require_once 'Carbon/autoload.php';
require_once 'smarty4/Smarty.class.php';
require_once __DIR__ . '/host/Boot/ClassLoader.php';

(new Host\Boot\ClassLoader(dirname(__DIR__)))->register();
