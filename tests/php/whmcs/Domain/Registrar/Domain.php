<?php

declare(strict_types=1);

namespace WHMCS\Domain\Registrar;

use WHMCS\Carbon;

/** Getters return null for what was never set. The values of the constants are our own: WHMCS' are not documented. */
final class Domain
{
    public const STATUS_ACTIVE = 101;
    public const STATUS_ARCHIVED = 102;
    public const STATUS_DELETED = 103;
    public const STATUS_EXPIRED = 104;
    public const STATUS_INACTIVE = 105;
    public const STATUS_SUSPENDED = 106;
    public const STATUS_PENDING_DELETE = 107;

    /** @var array<string, mixed> */
    public array $set = [];

    public function setDomain(string $domain): self
    {
        return $this->with('domain', $domain);
    }

    /** @param array<string, string> $nameservers */
    public function setNameservers(array $nameservers): self
    {
        return $this->with('nameservers', $nameservers);
    }

    public function setRegistrationStatus(int $status): self
    {
        return $this->with('status', $status);
    }

    public function setTransferLock(?bool $lock): self
    {
        return $this->with('lock', $lock);
    }

    public function setExpiryDate(?Carbon $date): self
    {
        return $this->with('expiry', $date);
    }

    public function setIdProtectionStatus(bool $on): self
    {
        return $this->with('idProtection', $on);
    }

    public function setIsIrtpEnabled(bool $on): self
    {
        return $this->with('irtp', $on);
    }

    public function setIrtpTransferLock(bool $on): self
    {
        return $this->with('irtpLock', $on);
    }

    public function setIrtpTransferLockExpiryDate(?Carbon $date): self
    {
        return $this->with('irtpLockUntil', $date);
    }

    public function setDomainContactChangePending(bool $on): self
    {
        return $this->with('contactChange', $on);
    }

    public function setPendingSuspension(bool $on): self
    {
        return $this->with('suspension', $on);
    }

    public function setRegistrantEmailAddress(?string $address): self
    {
        return $this->with('registrantEmail', $address);
    }

    /** @param array<string, list<string>> $fields */
    public function setIrtpVerificationTriggerFields(array $fields): self
    {
        return $this->with('irtpFields', $fields);
    }

    private function with(string $name, mixed $value): self
    {
        $this->set[$name] = $value;
        return $this;
    }
}
