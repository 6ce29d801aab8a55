<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** A reply is cut, or is none. */
class MalformedResponseException extends Exception
{
}
