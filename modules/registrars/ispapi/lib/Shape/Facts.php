<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

/**
 * What the engine tells, with nothing beside it; or `error`. Of name servers it is `ns1` to `ns5`, of a synchronisation some of
 * `active`, `cancelled`, `transferredAway`, `expired`, `expirydate`. What is not known is not there.
 */
final class Facts extends Shape
{
    /**
     * @param array<string, bool|string> $value
     * @return array<string, bool|string>
     */
    public function done(array $value): array
    {
        return $value;
    }
}
