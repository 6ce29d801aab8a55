<?php

declare(strict_types=1);

namespace WHMCS\Domain\Registrar;

use WHMCS\Carbon;

/** The part of a registrar domain that concerns the verification of a changed registrant (ICANN's IRTP). */
trait IrtpDetails
{
    private ?bool $isIrtpEnabled = null;
    private ?bool $irtpOptOutStatus = null;
    private ?bool $irtpTransferLock = null;
    private ?Carbon $irtpTransferLockExpiryDate = null;
    private ?bool $domainContactChangePending = null;
    private ?bool $pendingSuspension = null;
    private ?Carbon $domainContactChangeExpiryDate = null;
    private ?string $registrantEmailAddress = null;
    private ?array $irtpVerificationTriggerFields = null;

    /** Without it no verification banner is shown. */
    public function setIsIrtpEnabled(bool $isIrtpEnabled): static
    {
        $this->isIrtpEnabled = $isIrtpEnabled;
        return $this;
    }

    public function getIsIrtpEnabled(): ?bool
    {
        return $this->isIrtpEnabled;
    }

    public function setIrtpOptOutStatus(bool $irtpOptOutStatus): static
    {
        $this->irtpOptOutStatus = $irtpOptOutStatus;
        return $this;
    }

    public function getIrtpOptOutStatus(): ?bool
    {
        return $this->irtpOptOutStatus;
    }

    public function setIrtpTransferLock(bool $irtpTransferLock): static
    {
        $this->irtpTransferLock = $irtpTransferLock;
        return $this;
    }

    public function getIrtpTransferLock(): ?bool
    {
        return $this->irtpTransferLock;
    }

    public function setIrtpTransferLockExpiryDate(?Carbon $irtpTransferLockExpiryDate): static
    {
        $this->irtpTransferLockExpiryDate = $irtpTransferLockExpiryDate;
        return $this;
    }

    public function getIrtpTransferLockExpiryDate(): ?Carbon
    {
        return $this->irtpTransferLockExpiryDate;
    }

    /** A verification is running. */
    public function setDomainContactChangePending(bool $domainContactChangePending): static
    {
        $this->domainContactChangePending = $domainContactChangePending;
        return $this;
    }

    public function getDomainContactChangePending(): ?bool
    {
        return $this->domainContactChangePending;
    }

    /** The domain is suspended unless it is verified. */
    public function setPendingSuspension(bool $pendingSuspension): static
    {
        $this->pendingSuspension = $pendingSuspension;
        return $this;
    }

    public function getPendingSuspension(): ?bool
    {
        return $this->pendingSuspension;
    }

    /** Deadline of the verification. */
    public function setDomainContactChangeExpiryDate(?Carbon $domainContactChangeExpiryDate): static
    {
        $this->domainContactChangeExpiryDate = $domainContactChangeExpiryDate;
        return $this;
    }

    public function getDomainContactChangeExpiryDate(): ?Carbon
    {
        return $this->domainContactChangeExpiryDate;
    }

    public function setRegistrantEmailAddress(?string $registrantEmailAddress): static
    {
        $this->registrantEmailAddress = $registrantEmailAddress;
        return $this;
    }

    public function getRegistrantEmailAddress(): ?string
    {
        return $this->registrantEmailAddress;
    }

    /** @param array<mixed> $irtpVerificationTriggerFields role to list of contact labels */
    public function setIrtpVerificationTriggerFields(array $irtpVerificationTriggerFields): static
    {
        $this->irtpVerificationTriggerFields = $irtpVerificationTriggerFields;
        return $this;
    }

    /** @return array<mixed>|null */
    public function getIrtpVerificationTriggerFields(): ?array
    {
        return $this->irtpVerificationTriggerFields;
    }

    public function isContactChangePending(): bool
    {
        return $this->domainContactChangePending === true;
    }

    /** The name of setIrtpTransferLockExpiryDate in one example of the official docs. */
    public function irtpTransferLockExpiryDate(?Carbon $date): static
    {
        return $this->setIrtpTransferLockExpiryDate($date);
    }
}
