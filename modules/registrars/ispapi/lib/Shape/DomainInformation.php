<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use RuntimeException;
use WHMCS\Carbon;
use WHMCS\Domain\Registrar\Domain;

/**
 * WHMCS' domain object, or an exception whose text customers see. What is not known stays unset.
 */
final class DomainInformation extends Shape
{
    /** The values of these constants are not documented, so they are named. */
    private const STATUS = [
        'active' => 'STATUS_ACTIVE',
        'archived' => 'STATUS_ARCHIVED',
        'deleted' => 'STATUS_DELETED',
        'expired' => 'STATUS_EXPIRED',
        'inactive' => 'STATUS_INACTIVE',
        'pending_delete' => 'STATUS_PENDING_DELETE',
        'suspended' => 'STATUS_SUSPENDED',
    ];

    /**
     * @param array{domain: string, nameservers: array<string, string>, status: ?string, transfer_lock: ?bool,
     *     expiry: ?string, id_protection: bool} $value
     */
    public function done(array $value): Domain
    {
        $domain = new Domain();
        $domain->setDomain($value['domain']);
        $domain->setNameservers($value['nameservers']);
        $domain->setIdProtectionStatus($value['id_protection']);
        $status = self::STATUS[$value['status'] ?? ''] ?? null;
        if ($status !== null) {
            $domain->setRegistrationStatus(constant(Domain::class . "::{$status}"));
        }
        if ($value['transfer_lock'] !== null) {
            $domain->setTransferLock($value['transfer_lock']);
        }
        if ($value['expiry'] !== null) {
            $domain->setExpiryDate(Carbon::createFromFormat('!Y-m-d', $value['expiry']));
        }
        return $domain;
    }

    /** @throws RuntimeException always */
    public function failed(string $sentence): never
    {
        throw new RuntimeException($sentence);
    }
}
