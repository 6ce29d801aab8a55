<?php

declare(strict_types=1);

namespace WHMCS\Domains;

use Host\Fields\Definitions;
use Host\Fields\FieldSet;

/** The additional fields of one domain with their values; members as observed in use (contract, section 1.13). */
class AdditionalFields
{
    private string $topLevel = '';
    private string $type = 'register';

    /** @var array<mixed> name to value */
    private array $values = [];

    public function setDomain(string $domain): self
    {
        return $this->setTLD((new Domain($domain))->getTopLevel());
    }

    public function setTLD(string $topLevel): self
    {
        $this->topLevel = ltrim($topLevel, '.');
        return $this;
    }

    public function setDomainType(string $type): self
    {
        $this->type = $type;
        return $this;
    }

    public function getTLD(): string
    {
        return $this->topLevel;
    }

    /** @return list<array<string, mixed>> the definitions */
    public function getFields(): array
    {
        return Definitions::of($this->topLevel, $this->type);
    }

    /** @return mixed one key of the definition of the field with this name; null when there is none */
    public function getConfigValue(string $key, string $name): mixed
    {
        return array_column($this->getFields(), $key, 'Name')[$name] ?? null;
    }

    /** @param int|string $key index of the field */
    public function getFieldValue(int|string $key): string
    {
        $set = $this->set();
        return isset($set->fields[(int) $key]) ? $set->valueOf($set->fields[(int) $key]) : '';
    }

    /** @param array<mixed> $values name to value */
    public function setFieldValues(array $values): self
    {
        $this->values = $values + $this->values;
        return $this;
    }

    public function saveToDatabase(int $domainId): void
    {
        $this->set()->save($domainId);
    }

    private function set(): FieldSet
    {
        return (new FieldSet($this->topLevel, $this->type))->take($this->values);
    }
}
