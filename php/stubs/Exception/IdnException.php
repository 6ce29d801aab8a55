<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** A name cannot be converted. */
class IdnException extends Exception
{
}
