<?php

declare(strict_types=1);

namespace Ispbridge\Idn;

/**
 * A whole name in A-labels, by its zone's rules. A trailing dot, `*.` and leading underscores are allowed.
 *
 * @throws \Ispbridge\Exception\IdnException
 */
function to_ascii(string $name): string
{
    throw new \LogicException('the extension ispbridge is not loaded');
}

/**
 * A whole name in U-labels.
 *
 * @throws \Ispbridge\Exception\IdnException
 */
function to_unicode(string $name): string
{
    throw new \LogicException('the extension ispbridge is not loaded');
}
