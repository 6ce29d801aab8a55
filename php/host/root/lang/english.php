<?php

declare(strict_types=1);

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

$_LANG['domainregistrationfailed'] = 'Your order was received. It needs a manual check by our team.';
$_LANG['registrarunavailable'] = 'This information is not available right now. Please try again later.';
$_LANG['registrarsavefailed'] = 'Your change could not be saved. Please try again later or contact us.';
$_LANG['domainrenewalfailed'] = 'Your payment was received. The renewal needs a manual check by our team.';
