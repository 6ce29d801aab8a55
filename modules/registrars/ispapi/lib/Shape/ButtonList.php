<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use WHMCS\Module\Registrar\Ispapi\Buttons;

/**
 * Labels and functions of buttons; none where something is wrong, which the page tells elsewhere.
 */
final class ButtonList extends Shape
{
    /**
     * @param array{release: string} $value
     * @return array<string, string>
     */
    public function done(array $value): array
    {
        return Buttons::of((int) ($this->params['domainid'] ?? 0), $value['release']);
    }

    /** @return array{} */
    public function failed(string $sentence): array
    {
        return [];
    }
}
