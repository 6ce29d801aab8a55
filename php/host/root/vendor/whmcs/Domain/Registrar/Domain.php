<?php

declare(strict_types=1);

namespace WHMCS\Domain\Registrar;

use WHMCS\Carbon;

/**
 * What a registrar knows about one domain: the answer of GetDomainInformation (contract, section 1.7).
 *
 * Setters are chainable; getters return null for what was never set. The values of the constants are
 * unknown, so modules must use their names.
 */
class Domain
{
    use IrtpDetails;

    public const STATUS_ACTIVE = 'Active';
    public const STATUS_ARCHIVED = 'Archived';
    public const STATUS_DELETED = 'Deleted';
    public const STATUS_EXPIRED = 'Expired';
    public const STATUS_INACTIVE = 'Inactive';
    public const STATUS_PENDING_DELETE = 'Pending Delete';
    public const STATUS_SUSPENDED = 'Suspended';

    private ?string $domain = null;
    private ?array $nameservers = null;
    private ?string $registrationStatus = null;
    private ?bool $transferLock = null;
    private ?Carbon $transferLockExpiryDate = null;
    private ?Carbon $expiryDate = null;
    private ?bool $restorable = null;
    private ?bool $idProtectionStatus = null;
    private ?bool $dnsManagementStatus = null;
    private ?bool $emailForwardingStatus = null;
    private ?bool $renewBeforeExpiration = null;

    /** Full name. */
    public function setDomain(string $domain): static
    {
        $this->domain = $domain;
        return $this;
    }

    public function getDomain(): ?string
    {
        return $this->domain;
    }

    /** @param array<mixed> $nameservers `ns1` to `ns5`, or a plain list */
    public function setNameservers(array $nameservers): static
    {
        $this->nameservers = $nameservers;
        return $this;
    }

    /** @return array<mixed>|null */
    public function getNameservers(): ?array
    {
        return $this->nameservers;
    }

    /** One of the STATUS_* constants. */
    public function setRegistrationStatus(string $registrationStatus): static
    {
        $this->registrationStatus = $registrationStatus;
        return $this;
    }

    public function getRegistrationStatus(): ?string
    {
        return $this->registrationStatus;
    }

    public function setTransferLock(?bool $transferLock): static
    {
        $this->transferLock = $transferLock;
        return $this;
    }

    public function getTransferLock(): ?bool
    {
        return $this->transferLock;
    }

    public function setTransferLockExpiryDate(?Carbon $transferLockExpiryDate): static
    {
        $this->transferLockExpiryDate = $transferLockExpiryDate;
        return $this;
    }

    public function getTransferLockExpiryDate(): ?Carbon
    {
        return $this->transferLockExpiryDate;
    }

    public function setExpiryDate(?Carbon $expiryDate): static
    {
        $this->expiryDate = $expiryDate;
        return $this;
    }

    public function getExpiryDate(): ?Carbon
    {
        return $this->expiryDate;
    }

    /** The domain is in redemption. */
    public function setRestorable(bool $restorable): static
    {
        $this->restorable = $restorable;
        return $this;
    }

    public function getRestorable(): ?bool
    {
        return $this->restorable;
    }

    public function setIdProtectionStatus(bool $idProtectionStatus): static
    {
        $this->idProtectionStatus = $idProtectionStatus;
        return $this;
    }

    public function getIdProtectionStatus(): ?bool
    {
        return $this->idProtectionStatus;
    }

    public function setDnsManagementStatus(bool $dnsManagementStatus): static
    {
        $this->dnsManagementStatus = $dnsManagementStatus;
        return $this;
    }

    public function getDnsManagementStatus(): ?bool
    {
        return $this->dnsManagementStatus;
    }

    public function setEmailForwardingStatus(bool $emailForwardingStatus): static
    {
        $this->emailForwardingStatus = $emailForwardingStatus;
        return $this;
    }

    public function getEmailForwardingStatus(): ?bool
    {
        return $this->emailForwardingStatus;
    }

    public function setRenewBeforeExpiration(bool $renewBeforeExpiration): static
    {
        $this->renewBeforeExpiration = $renewBeforeExpiration;
        return $this;
    }

    public function getRenewBeforeExpiration(): ?bool
    {
        return $this->renewBeforeExpiration;
    }
}
