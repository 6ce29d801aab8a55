<?php

declare(strict_types=1);

namespace WHMCS;

class Carbon extends \Carbon\Carbon
{
}
