<?php

/**
 * Router for `php -S 127.0.0.1:PORT -t WEBROOT router.php`: what a well configured web server does for WHMCS.
 *
 * Code folders, templates and data are not reachable. Modules are, as in WHMCS; they guard themselves.
 */

declare(strict_types=1);

ini_set('display_errors', '0');

$path = rawurldecode(explode('?', (string) $_SERVER['REQUEST_URI'], 2)[0]);
$closed = '#^/+(vendor|templates|includes|lang|resources|crons)/'
    . '|^/+(configuration|init)\.php|\.(tpl|json|md)$|/\.|//|\x00#i';
if (preg_match($closed, $path)) {
    http_response_code(403);
    echo 'Forbidden';
    return true;
}
if (!str_ends_with($path, '/') && is_dir($_SERVER['DOCUMENT_ROOT'] . $path)) {
    header("Location: {$path}/", true, 301);
    return true;
}
return false;
