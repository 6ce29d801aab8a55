<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** A text is no name. */
class InvalidNameException extends Exception
{
}
