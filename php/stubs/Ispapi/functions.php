<?php

declare(strict_types=1);

namespace Ispbridge\Ispapi;

/**
 * A command as text, the way it is sent in `s_command`.
 *
 * `true` and `false` are 1 and 0, null is left out, an empty text clears; a list `DOMAIN` becomes `DOMAIN0`, `DOMAIN1` ...,
 * a map `OWNERCONTACT0` becomes `OWNERCONTACT0FIRSTNAME` ...
 *
 * @param array<string, scalar|null|array<int|string, scalar|null>> $command
 *
 * @throws \Ispbridge\Exception\Exception naming the key that cannot be sent
 */
function encode_command(array $command): string
{
    throw new \LogicException('the extension ispbridge is not loaded');
}

/**
 * The text of a reply, taken apart. `PROPERTY` is always there.
 *
 * @param string $raw bytes; what is not UTF-8 is replaced
 *
 * @return array{
 *     CODE: string,
 *     DESCRIPTION: string,
 *     PROPERTY: array<string, list<string>>,
 *     QUEUETIME?: string,
 *     RUNTIME?: string,
 *     PENDING?: '1'
 * }
 *
 * @throws \Ispbridge\Exception\MalformedResponseException
 */
function parse_response(string $raw): array
{
    throw new \LogicException('the extension ispbridge is not loaded');
}
