<?php

/**
 * Functions about registrars that modules load with require_once (contract, section 6.1).
 */

declare(strict_types=1);

use Host\Registrar\Settings;
use WHMCS\Domains\Domain;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

/** @return array<string, string> the decrypted settings of a registrar module */
function getregistrarconfigoptions(string $module): array
{
    return Settings::of($module);
}

/**
 * @param array<string, mixed> $params
 * @return array<string, mixed> the same with `domainObj`
 */
function injectDomainObjectIfNecessary(array $params): array
{
    if (!isset($params['domainObj'])) {
        $params['domainObj'] = new Domain((string) $params['sld'], (string) $params['tld']);
    }
    return $params;
}
