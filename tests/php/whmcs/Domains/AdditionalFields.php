<?php

declare(strict_types=1);

namespace WHMCS\Domains;

final class AdditionalFields
{
    private string $tld = '';

    public function setTLD(string $tld): void
    {
        $this->tld = $tld;
    }

    /** @return list<array{Name: string}> */
    public function getFields(): array
    {
        return $this->tld === 'us' ? [['Name' => 'Nexus Category'], ['Name' => 'Application Purpose']] : [];
    }
}
