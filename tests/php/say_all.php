<?php

/**
 * Calls every function of the module copy in SHOP, as a WHMCS would that knows little, and prints what each did as JSON.
 */

declare(strict_types=1);

use Ispbridge\Tests\Shop;

define('WHMCS', true);
define('ROOTDIR', SHOP);

(require __DIR__ . '/loader.php')(SHOP);
require __DIR__ . '/whmcs/functions.php';
require SHOP . '/modules/registrars/ispapi/ispapi.php';

Shop::$settings = ['Language' => 'english'];
Shop::$session = Shop::$moduleLog = Shop::$activityLog = [];
$said = [];
$verbs = ['MetaData', 'getConfigArray', 'config_validate', 'RegisterDomain', 'RenewDomain', 'GetNameservers', 'SaveNameservers',
    'GetDomainInformation', 'AdditionalDomainFields', 'AdminCustomButtonArray', 'DeleteNow', 'ReleaseDomain', 'RequestDelete',
    'UnsuspendDomain'];
foreach ($verbs as $verb) {
    try {
        $said[$verb] = ("ispapi_{$verb}")(['sld' => 'example', 'tld' => 'com', 'Username' => 'shop', 'Password' => 'sesame']);
    } catch (Throwable $thrown) {
        $said[$verb] = $thrown::class . ": {$thrown->getMessage()}";
    }
}
echo json_encode($said, JSON_THROW_ON_ERROR);
