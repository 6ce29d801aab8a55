<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use WHMCS\Module\Registrar\Ispapi\Buttons;

/**
 * Label => function; none while the module cannot work.
 */
final class AdminButtons extends Shape
{
    /**
     * @param array<string, mixed> $value
     * @return array<string, string>
     */
    public function done(array $value): array
    {
        return Buttons::of($this->params);
    }

    /** @return array{} */
    public function failed(string $sentence): array
    {
        return [];
    }
}
