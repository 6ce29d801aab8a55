<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

/**
 * `success` or `error`.
 */
final class Result extends Shape
{
    /**
     * WHMCS documents no way to say that a registration is still pending at the registry; `pending` is ignored where it is
     * not known, for all without `error` is a success.
     *
     * @param array{pending?: bool} $value
     * @return array{success: true, pending?: true}
     */
    public function done(array $value): array
    {
        return ['success' => true] + (($value['pending'] ?? false) ? ['pending' => true] : []);
    }
}
