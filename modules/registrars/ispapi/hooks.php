<?php

/**
 * Hooks of the module. WHMCS loads this file on every page once the registrar's settings were saved, so each line only names
 * the class that does the work.
 */

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use WHMCS\Module\Registrar\Ispapi\Hooks\Guarded;

if (!defined('WHMCS')) {
    exit('This file is a part of WHMCS modules and does nothing by itself.');
}

add_hook('AdminClientDomainsTabFields', 1, Guarded::hook(Hooks\DomainTab::fields(...)));
add_hook('AdminClientDomainsTabFields', 1, Guarded::hook(Hooks\Commands::fields(...)));
add_hook('AdminClientDomainsTabFieldsSave', 1, Guarded::hook(Hooks\Commands::save(...)));
add_hook('AfterCronJob', 1, Guarded::hook(static fn () => Cron::tick()));
add_hook('AfterRegistrarRegistration', 1, Guarded::hook(Hooks\TakeNote::registration(...)));
add_hook('AfterRegistrarRenewal', 1, Guarded::hook(Hooks\TakeNote::renewal(...)));
add_hook('AfterRegistrarTransfer', 1, Guarded::hook(Hooks\TakeNote::transfer(...)));
add_hook('DailyCronJob', 1, Guarded::hook(static fn () => Cron::daily()));
