<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Lang;
use WHMCS\Exception\Module\InvalidConfiguration;

/**
 * Nothing when the settings are right, else the exception that keeps WHMCS from saving them.
 */
final class Validation extends Shape
{
    /** @param array{notices: list<array{key: string, values: array<string, string>, text: string}>} $value */
    public function done(array $value): mixed
    {
        foreach ($value['notices'] as $notice) {
            logActivity(MetaData::NAME . ': ' . Lang::ofShop()->message($notice));
        }
        return null;
    }

    /** @throws InvalidConfiguration always */
    public function failed(string $sentence): never
    {
        throw new InvalidConfiguration($sentence);
    }
}
