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
     * @param array{release: string} $value
     * @return array<string, string>
     */
    public function done(array $value): array
    {
        return Buttons::of($this->params, $value['release']);
    }

    /** @return array{} */
    public function failed(string $sentence): array
    {
        return [];
    }
}
