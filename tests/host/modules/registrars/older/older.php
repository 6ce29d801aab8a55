<?php

/**
 * A registrar module of the old kind for the tests of the host: no registration, no GetDomainInformation.
 */

declare(strict_types=1);

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

function older_getConfigArray(): array
{
    return ['Journal' => ['Type' => 'text', 'FriendlyName' => 'Journal']];
}

function older_GetNameservers(array $params): array
{
    return str_starts_with($params['sld'], 'error')
        ? ['error' => 'older: no answer <raw>']
        : ['ns1' => 'ns1.older.test', 'ns2' => 'ns2.older.test'];
}

function older_GetRegistrarLock(): string
{
    return 'locked';
}

/** Without TransferSync: the host must ask here about pending transfers too. */
function older_Sync(array $params): array
{
    return str_starts_with($params['sld'], 'arrived') ? ['active' => true, 'expirydate' => '2031-07-08'] : [];
}
