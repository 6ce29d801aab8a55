<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Lang;

/**
 * Empty while a transfer runs, else `completed`, `failed` with its reason, or `error`.
 */
final class TransferState extends Shape
{
    /**
     * The reason goes into WHMCS' mail to the customer, so it is a sentence of ours.
     *
     * @param array{state: string, expiry?: ?string, reason?: array<string, mixed>} $value
     * @return array{}|array{completed: true, expirydate?: string}|array{failed: true, reason: string}
     */
    public function done(array $value): array
    {
        return match ($value['state']) {
            'completed' => ['completed' => true] + array_filter(['expirydate' => $value['expiry'] ?? null]),
            'failed' => ['failed' => true, 'reason' => Lang::ofShop()->message($value['reason'])],
            'pending' => [],
        };
    }
}
