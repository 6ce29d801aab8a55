<?php

declare(strict_types=1);

namespace WHMCS\Exception\Module;

final class InvalidConfiguration extends \Exception
{
}
