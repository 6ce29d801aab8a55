<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

/**
 * One setting of the old module, and what becomes of it in this one. Values are encrypted, as WHMCS stores them.
 */
final class Setting
{
    /**
     * @param string $fate `written`, `same` (this module has that value), `kept` (it has one of its own) or `unknown` to it
     * @param int|null $row tblregistrars.id of this module's row, null where there is none
     * @param string|null $old its value
     * @param string|null $new what is written, null for nothing
     */
    public function __construct(
        public readonly string $name,
        public readonly string $fate,
        public readonly ?int $row = null,
        public readonly ?string $old = null,
        public readonly ?string $new = null,
    ) {
    }
}
