<?php

declare(strict_types=1);

namespace WHMCS\Exception\Module;

/** Thrown by config_validate to refuse the submitted settings. */
class InvalidConfiguration extends \Exception
{
}
