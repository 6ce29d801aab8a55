<?php

declare(strict_types=1);

namespace Ispbridge\Exception;

/** What the extension throws. The class tells what happened; the facts are in the getters. */
class Exception extends \Exception
{
    /** The command that was under way, else an empty text. */
    final public function getCommandName(): string
    {
        return '';
    }

    /** A stable text, such as `transport.timeout`. */
    final public function getReason(): string
    {
        return '';
    }

    /** Whether the registrar may have acted: then the state must be read back before anything is sent again. */
    final public function isOutcomeUnknown(): bool
    {
        return false;
    }
}
