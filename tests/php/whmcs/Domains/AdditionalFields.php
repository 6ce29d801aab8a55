<?php

declare(strict_types=1);

namespace WHMCS\Domains;

use Ispbridge\Tests\Shop;

/** The members that were observed in public modules (contract 1.13), over the fields that a test says the shop has. */
final class AdditionalFields
{
    private string $tld = '';

    public function setTLD(string $tld): self
    {
        $this->tld = $tld;
        return $this;
    }

    public function setDomainType(string $type): self
    {
        return $this;
    }

    /** @return array<int, array<string, mixed>> */
    public function getFields(): array
    {
        return Shop::$fields[$this->tld] ?? [];
    }

    public function getConfigValue(int $key, string $name): mixed
    {
        return $this->getFields()[$key][$name] ?? null;
    }
}
