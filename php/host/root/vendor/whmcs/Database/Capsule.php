<?php

declare(strict_types=1);

namespace WHMCS\Database;

use Illuminate\Database\Capsule\Manager;

/** The same connection as `Illuminate\Database\Capsule\Manager`, under the name that modules use. */
class Capsule extends Manager
{
}
