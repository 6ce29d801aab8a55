<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Facade\Lang;
use WHMCS\Domain\Registrar\Domain;

/**
 * What the registrar says about a domain at this moment.
 *
 * GetDomainInformation where the module has it, else GetNameservers and GetRegistrarLock (contract, 10.2).
 */
final class DomainInformation
{
    /** What an administrator reads; may hold the module's own words. */
    public string $error = '';

    /** What the customer reads instead. */
    public string $clientError = '';

    /** @var array<string, string> */
    public array $nameservers;

    /** `locked`, `unlocked`, or empty when unknown. */
    public string $lock = '';

    /** Everything else; null when the module has no GetDomainInformation or it failed. */
    public ?Domain $details = null;

    private function __construct()
    {
        $this->nameservers = Nameservers::numbered([]);
    }

    public static function read(object $domain): self
    {
        $call = new Call($domain);
        $information = new self();
        if ($call->supports('GetDomainInformation')) {
            $information->readWhole($call);
        } else {
            $information->readNameservers($call);
            $information->readLock($call);
        }
        return $information;
    }

    private function readWhole(Call $call): void
    {
        $result = $call->run('GetDomainInformation');
        if ($result->value instanceof Domain) {
            $this->take($result->value);
            return;
        }
        $this->note($result);
        if ($result->thrown) {
            // The message of this exception is documented to reach the end user (contract, 1.3).
            $this->clientError = $result->error;
        }
    }

    private function take(Domain $details): void
    {
        $this->details = $details;
        $this->nameservers = Nameservers::numbered($details->getNameservers() ?? []);
        $this->lock = match ($details->getTransferLock()) {
            true => 'locked',
            false => 'unlocked',
            null => '',
        };
    }

    private function readNameservers(Call $call): void
    {
        if ($call->supports('GetNameservers')) {
            $result = $call->run('GetNameservers');
            $result->isSuccess() ? $this->nameservers = Nameservers::numbered($result->fields()) : $this->note($result);
        }
    }

    private function readLock(Call $call): void
    {
        if ($call->supports('GetRegistrarLock')) {
            $result = $call->run('GetRegistrarLock');
            $this->lock = is_string($result->value) ? $result->value : '';
            $result->isSuccess() || $this->note($result);
        }
    }

    private function note(Result $result): void
    {
        $this->error = $result->error ?: 'The registrar module answered without domain information.';
        $this->clientError = Lang::trans('registrarunavailable');
    }
}
