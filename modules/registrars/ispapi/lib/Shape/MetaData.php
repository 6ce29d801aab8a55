<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

/**
 * Name and abilities of the module; the same whatever else is wrong.
 */
final class MetaData extends Shape
{
    /** How the module is called in the admin area. */
    public const NAME = 'ISPAPI';

    /**
     * @param array<string, mixed> $value
     * @return array{DisplayName: string, APIVersion: string, NonLinearRegistrationPricing: bool}
     */
    public function done(array $value): array
    {
        return [
            'DisplayName' => self::NAME,
            'APIVersion' => '1.1',
            'NonLinearRegistrationPricing' => true, // the first year may hold a setup price
        ];
    }

    /** @return array{DisplayName: string, APIVersion: string, NonLinearRegistrationPricing: bool} */
    public function failed(string $sentence): array
    {
        return $this->done([]);
    }
}
