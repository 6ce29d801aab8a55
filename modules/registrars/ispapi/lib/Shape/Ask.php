<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use WHMCS\Module\Registrar\Ispapi\Confirmation;

/**
 * The end of a button that only opens a confirmation. It is an `error`, since WHMCS would tell of a success, and nothing was
 * done.
 */
final class Ask extends Shape
{
    /**
     * @param array<string, mixed> $value
     * @return array{error: string}
     */
    public function done(array $value): array
    {
        return $this->failed(Confirmation::open($this->verb, (int) ($this->params['domainid'] ?? 0), $this->domain()));
    }
}
