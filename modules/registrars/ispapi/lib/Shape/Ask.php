<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Lang;
use WHMCS\Module\Registrar\Ispapi\Confirmation;

/**
 * The end of a button that only opens a confirmation. It is an `error`, since WHMCS would tell of a success, and nothing was
 * done.
 */
abstract class Ask extends Shape
{
    /** The suffix of the button's function. */
    protected const COMMAND = '';

    /** The key of what is said where there is nothing to ask for. */
    protected const NOTHING = '';

    /**
     * @param array<string, mixed> $value
     * @return array{error: string}
     */
    final public function done(array $value): array
    {
        $domain = ($this->params['sld'] ?? '') . '.' . ($this->params['tld'] ?? '');
        $id = (int) ($this->params['domainid'] ?? 0);
        $shown = $this->shown($id);
        return $this->failed($shown === null
            ? Lang::ofShop()->text(static::NOTHING, ['domain' => $domain])
            : Confirmation::open(static::COMMAND, $id, $domain, $shown));
    }

    /** @return array<string, string>|null what the question is about beside the domain; null for nothing to ask for */
    protected function shown(int $domainId): ?array
    {
        return [];
    }

    /** @return array{error: string} */
    final public function failed(string $sentence): array
    {
        return ['error' => $sentence];
    }
}
