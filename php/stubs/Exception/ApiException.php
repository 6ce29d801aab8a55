<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** The API refused. `getCode()` is its numeric code. */
class ApiException extends Exception
{
}
