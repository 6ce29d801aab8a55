<?php

/**
 * Calls every function of the module copy in SHOP, as a WHMCS would that knows little, and prints what each did as JSON.
 */

declare(strict_types=1);

use Ispbridge\Tests\Shop;

define('WHMCS', true);
define('ROOTDIR', SHOP);

spl_autoload_register(static function (string $class): void {
    $places = [
        'Ispbridge\\Tests\\' => __DIR__,
        'WHMCS\\Module\\Registrar\\Ispapi\\' => SHOP . '/modules/registrars/ispapi/lib',
        'WHMCS\\' => __DIR__ . '/whmcs',
    ];
    foreach ($places as $prefix => $folder) {
        $file = $folder . '/' . strtr(substr($class, strlen($prefix)), '\\', '/') . '.php';
        if (str_starts_with($class, $prefix) && is_file($file)) {
            require_once $file;
            return;
        }
    }
});
require __DIR__ . '/whmcs/functions.php';
require SHOP . '/modules/registrars/ispapi/ispapi.php';

Shop::$settings = ['Language' => 'english'];
Shop::$session = Shop::$moduleLog = Shop::$activityLog = [];
$said = [];
$verbs = ['MetaData', 'getConfigArray', 'config_validate', 'RegisterDomain', 'RenewDomain', 'GetNameservers', 'SaveNameservers',
    'GetDomainInformation', 'AdditionalDomainFields'];
foreach ($verbs as $verb) {
    try {
        $said[$verb] = ("ispapi_{$verb}")(['sld' => 'example', 'tld' => 'com', 'Username' => 'shop', 'Password' => 'sesame']);
    } catch (Throwable $thrown) {
        $said[$verb] = $thrown::class . ": {$thrown->getMessage()}";
    }
}
echo json_encode($said, JSON_THROW_ON_ERROR);
