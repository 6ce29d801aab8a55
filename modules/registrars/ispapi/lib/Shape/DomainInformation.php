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

    /** What the engine knows => the setter that takes it as it is. */
    private const SETTERS = [
        'contact_change_pending' => 'setDomainContactChangePending',
        'id_protection' => 'setIdProtectionStatus',
        'irtp' => 'setIsIrtpEnabled',
        'irtp_lock' => 'setIrtpTransferLock',
        'registrant_email' => 'setRegistrantEmailAddress',
        'suspension_pending' => 'setPendingSuspension',
        'transfer_lock' => 'setTransferLock',
    ];

    /**
     * @param array<string, mixed> $value domain, nameservers, and what else is known: status, transfer_lock, expiry,
     *     id_protection, irtp, irtp_lock, irtp_lock_until, contact_change_pending, suspension_pending, registrant_email,
     *     irtp_fields
     */
    public function done(array $value): Domain
    {
        $domain = new Domain();
        $domain->setDomain($value['domain']);
        $domain->setNameservers($value['nameservers']);
        $known = array_filter($value, static fn (mixed $one): bool => $one !== null);
        foreach (array_intersect_key(self::SETTERS, $known) as $key => $set) {
            $domain->{$set}($value[$key]);
        }
        $status = self::STATUS[$value['status'] ?? ''] ?? null;
        if ($status !== null) {
            $domain->setRegistrationStatus(constant(Domain::class . "::{$status}"));
        }
        $this->setDates($domain, $value);
        return $domain;
    }

    /** @param array<string, mixed> $value */
    private function setDates(Domain $domain, array $value): void
    {
        if (isset($value['expiry'])) {
            $domain->setExpiryDate(Carbon::createFromFormat('!Y-m-d', $value['expiry']));
        }
        if (isset($value['irtp_lock_until'])) {
            $domain->setIrtpTransferLockExpiryDate(Carbon::createFromFormat('!Y-m-d', $value['irtp_lock_until']));
        }
        if (($value['irtp_fields'] ?? []) !== []) {
            $domain->setIrtpVerificationTriggerFields(['Registrant' => $value['irtp_fields']]);
        }
    }

    /** @throws RuntimeException always */
    public function failed(string $sentence): never
    {
        throw new RuntimeException($sentence);
    }
}
