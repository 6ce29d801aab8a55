<?php

/**
 * The additional fields of the TLDs that are sold through this registrar. The shop's own file includes this one:
 * resources/domains/additionalfields.php gets the line that the settings page of the module shows. What that file defined
 * before the line goes first; an entry there with the Name of one of these fields changes only the keys that it gives.
 *
 * Where the extension or a part of the modules is missing, nothing is added.
 */

declare(strict_types=1);

use WHMCS\Module\Registrar\Ispapi\Fields\Catalogue;

if (!defined('WHMCS')) {
    exit('This file is a part of a WHMCS module and does nothing by itself.');
}

if (class_exists(Catalogue::class)) {
    $additionaldomainfields = Catalogue::filled($additionaldomainfields ?? []);
}
