<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

/**
 * What a synchronisation tells WHMCS: some of `active`, `cancelled`, `transferredAway`, `expired`, `expirydate`; or `error`. What
 * is not known is not there.
 */
final class Sync extends Shape
{
    /**
     * @param array<string, bool|string> $value
     * @return array<string, bool|string>
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
