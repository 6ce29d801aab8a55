<?php

declare(strict_types=1);

namespace WHMCS;

/** Carbon 2 with the display format of the client area. */
class Carbon extends \Carbon\Carbon
{
    public function toClientDateFormat(): string
    {
        return $this->format('d/m/Y');
    }
}
