<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use WHMCS\Module\Registrar\Ispapi\Fields\Catalogue;

/**
 * The definitions of additional fields. Where they cannot be told there are none: WHMCS then goes on with those that it has.
 */
final class AdditionalFields extends Shape
{
    /**
     * @param array{fields: array<string, list<array<string, mixed>>>} $value
     * @return array{fields: list<array<string, mixed>>}
     */
    public function done(array $value): array
    {
        $fields = array_merge(...array_values($value['fields']));
        return ['fields' => Catalogue::settled((string) ($this->params['tld'] ?? ''), $fields)];
    }

    /** @return array{fields: array{}} */
    public function failed(string $sentence): array
    {
        return ['fields' => []];
    }
}
