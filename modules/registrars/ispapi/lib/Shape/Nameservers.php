<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

/**
 * `ns1` to `ns5` with nothing beside them, or `error`.
 */
final class Nameservers extends Shape
{
    /**
     * @param array<string, string> $value
     * @return array<string, string>
     */
    public function done(array $value): array
    {
        return $value;
    }

    /** @return array{error: string} */
    public function failed(string $sentence): array
    {
        return ['error' => $sentence];
    }
}
