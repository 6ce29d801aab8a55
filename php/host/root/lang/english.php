<?php

declare(strict_types=1);

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

$_LANG['domainregistrationfailed'] = 'Your order was received. The registration needs a manual check by our team.';
$_LANG['registrarunavailable'] = 'This information is not available right now. Please try again later.';
$_LANG['registrarsavefailed'] = 'Your change could not be saved. Please try again later or contact us.';
