<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

/**
 * What a move from the old module would change, as it was found. Every list holds exact old values, so that it can be undone.
 */
final class Findings
{
    /**
     * @param string|null $obstacle the key of the sentence that says why there is no move; null where there is one
     * @param array<string, list<int>> $domains value of tbldomains.registrar => ids
     * @param array<string, list<int>> $prices value of tbldomainpricing.autoreg => ids
     * @param string|null $lookup the value of domainLookupRegistrar that is to change; null where it stays
     * @param bool $lookupStays whether lookups go through the old module and this one cannot do them
     * @param list<Setting> $settings
     * @param array<string, list<string>> $fields extension => names of stored additional fields that the shop does not define
     */
    public function __construct(
        public readonly ?string $obstacle,
        public readonly array $domains = [],
        public readonly array $prices = [],
        public readonly ?string $lookup = null,
        public readonly bool $lookupStays = false,
        public readonly array $settings = [],
        public readonly array $fields = [],
    ) {
    }

    public function domainCount(): int
    {
        return array_sum(array_map('count', $this->domains));
    }

    public function priceCount(): int
    {
        return array_sum(array_map('count', $this->prices));
    }

    /** @return list<Setting> those that are written */
    public function written(): array
    {
        return array_values(array_filter($this->settings, static fn (Setting $setting): bool => $setting->new !== null));
    }
}
