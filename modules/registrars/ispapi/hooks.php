<?php

/**
 * What the module does at WHMCS' hooks, one statement each; the work is in lib/Hooks. WHMCS includes this file on every page
 * once the module is activated or its settings are saved.
 */

declare(strict_types=1);

use WHMCS\Module\Registrar\Ispapi\Cron;
use WHMCS\Module\Registrar\Ispapi\Hooks;
use WHMCS\Module\Registrar\Ispapi\Hooks\Guarded;

if (!defined('WHMCS')) {
    exit('This file is a part of a WHMCS module and does nothing by itself.');
}

add_hook('AdminClientDomainsTabFields', 1, Guarded::hook('domain tab', Hooks\DomainTab::fields(...)));
add_hook('AdminClientDomainsTabFields', 2, Guarded::hook('portfolio tab', Hooks\PortfolioTab::fields(...)));
add_hook('AdminClientDomainsTabFields', 3, Guarded::hook('commands tab', Hooks\Commands::fields(...)));
add_hook('AdminClientDomainsTabFieldsSave', 1, Guarded::hook('confirmed command', Hooks\Commands::save(...)));
add_hook('AfterCronJob', 1, Guarded::hook('cron', Cron::tick(...)));
add_hook('AfterRegistrarRegistration', 1, Guarded::hook('registration', Hooks\TakeNote::registration(...)));
add_hook('AfterRegistrarRenewal', 1, Guarded::hook('renewal', Hooks\TakeNote::renewal(...)));
add_hook('AfterRegistrarTransfer', 1, Guarded::hook('transfer', Hooks\TakeNote::transfer(...)));
add_hook('DailyCronJob', 1, Guarded::hook('daily cron', Cron::daily(...)));
add_hook(
    'ShoppingCartValidateCheckout',
    1,
    static fn (mixed $vars): array => Hooks\TransferCheck::check($_SESSION['cart']['domains'] ?? [])
);
add_hook(
    'ShoppingCartValidateDomainsConfig',
    1,
    static fn (array $vars): array => Hooks\CartFields::check($vars, $_SESSION['cart']['domains'] ?? [])
);
