<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** A setting of php.ini or of a client cannot be used. */
class ConfigurationException extends Exception
{
}
