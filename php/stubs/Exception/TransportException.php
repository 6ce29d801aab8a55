<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** No reply came. */
class TransportException extends Exception
{
}
