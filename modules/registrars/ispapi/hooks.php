<?php

/**
 * What the module does at WHMCS' hooks, one statement each; the work is in lib/Hooks. WHMCS includes this file on every page
 * once the module is activated or its settings are saved.
 */

declare(strict_types=1);

use WHMCS\Module\Registrar\Ispapi\Hooks;

if (!defined('WHMCS')) {
    exit('This file is a part of a WHMCS module and does nothing by itself.');
}

add_hook(
    'ShoppingCartValidateDomainsConfig',
    1,
    static fn (array $vars): array => Hooks\CartFields::check($vars, $_SESSION['cart']['domains'] ?? [])
);
