<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use WHMCS\Module\Registrar\Ispapi\Confirmation;

/**
 * The end of a button that only opens a confirmation. It is an `error`, since WHMCS would tell of a success, and nothing was
 * done.
 */
abstract class Ask extends Shape
{
    /** The suffix of the button's function. */
    protected const COMMAND = '';

    /**
     * @param array<string, mixed> $value
     * @return array{error: string}
     */
    final public function done(array $value): array
    {
        $domain = ($this->params['sld'] ?? '') . '.' . ($this->params['tld'] ?? '');
        return $this->failed(Confirmation::open(static::COMMAND, (int) ($this->params['domainid'] ?? 0), $domain));
    }

    /** @return array{error: string} */
    final public function failed(string $sentence): array
    {
        return ['error' => $sentence];
    }
}
