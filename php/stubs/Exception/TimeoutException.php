<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** No reply came in time. */
class TimeoutException extends TransportException
{
}
