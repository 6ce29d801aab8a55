<?php

declare(strict_types=1);

namespace Host\Install;

use RuntimeException;

/** Something the person at the keyboard can mend; the message says what. */
final class InstallError extends RuntimeException
{
}
