<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Lang;
use WHMCS\Module\Registrar\Ispapi\Confirmation;

/**
 * The end of a button that only opens a confirmation. It is an `error`, since WHMCS would tell of a success, and nothing was
 * done.
 */
class Ask extends Shape
{
    /** The key of what is said where there is nothing to ask for. */
    protected const NOTHING = '';

    /**
     * @param array<string, mixed> $value
     * @return array{error: string}
     */
    final public function done(array $value): array
    {
        $id = (int) ($this->params['domainid'] ?? 0);
        $shown = $this->shown($id);
        return $this->failed($shown === null
            ? Lang::ofShop()->text(static::NOTHING, ['domain' => $this->domain()])
            : Confirmation::open($this->verb, $id, $this->domain(), $shown));
    }

    /** @return array<string, string>|null what the question is about beside the domain; null for nothing to ask for */
    protected function shown(int $domainId): ?array
    {
        return [];
    }
}
