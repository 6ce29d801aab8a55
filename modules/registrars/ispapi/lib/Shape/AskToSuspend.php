<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

final class AskToSuspend extends Ask
{
    protected const COMMAND = 'SuspendDomain';
}
