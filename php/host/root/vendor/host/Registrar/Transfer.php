<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Hook\Hooks;

/** Asks for a transfer; what becomes of it is learnt by TransferSync. */
final class Transfer extends Transaction
{
    protected const FUNCTION = 'TransferDomain';
    protected const NOUN = 'transfer';
    protected const FAILURE_HOOK = 'AfterRegistrarTransferFailed';

    /** @param string $eppCode empty: the code of the order */
    public function __construct(object $domain, private string $eppCode = '')
    {
        parent::__construct($domain);
    }

    protected function announce(): void
    {
        $params = (new Params($this->domain))->forFunction(self::FUNCTION, $this->inputs());
        Hooks::run('PreDomainTransfer', ['params' => $params]);
    }

    protected function inputs(): array
    {
        $code = $this->eppCode === '' ? TransferSecrets::ofDomain($this->domain) : $this->eppCode;
        return ['eppcode' => $code, 'transfersecret' => $code] + $this->nameservers();
    }

    protected function columns(Result $result): array
    {
        return ['status' => 'Pending Transfer'];
    }
}
