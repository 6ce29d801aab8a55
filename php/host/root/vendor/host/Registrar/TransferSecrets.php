<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Database\Capsule;

/** tblorders.transfersecret: the EPP codes of an order, a serialised map of domain to code (contract, 7.4). */
final class TransferSecrets
{
    /** @param array<string, string> $codes domain to code */
    public static function packed(array $codes): string
    {
        return $codes === [] ? '' : serialize($codes);
    }

    public static function ofDomain(object $domain): string
    {
        $packed = (string) Capsule::table('tblorders')->where('id', $domain->orderid)->value('transfersecret');
        $codes = $packed === '' ? [] : unserialize($packed, ['allowed_classes' => false]);
        return is_array($codes) ? (string) ($codes[$domain->domain] ?? '') : '';
    }
}
