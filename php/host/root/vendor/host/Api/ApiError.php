<?php

declare(strict_types=1);

namespace Host\Api;

use RuntimeException;

/** A command cannot do what was asked; the message goes to the caller. */
final class ApiError extends RuntimeException
{
}
