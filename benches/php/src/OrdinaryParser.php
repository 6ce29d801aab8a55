<?php

declare(strict_types=1);

namespace Ispbridge\Bench;

/**
 * A reply's parser as plain PHP writes it: split into lines, a regular expression a line, values appended in order.
 *
 * It does what the public kits are documented to do: names are upper-cased, a property's name loses its white space, blanks
 * and tabs around values go, lines without "=" are skipped, and indexes are not looked at. It is what the engine is measured
 * against, so it is written to be quick: no function call, no second pass and no copy that the shape does not ask for.
 */
final class OrdinaryParser
{
    private const LINE = '/^([^=]*[^\t= ])[\t ]*=[\t ]*(.*)$/';
    private const PROPERTY = '/^property\[([^\]]*)\]\[([0-9]+)\]$/i';

    /** @return array{CODE?: string, DESCRIPTION?: string, PROPERTY: array<string, list<string>>, ...} */
    public static function parse(string $raw): array
    {
        $reply = ['PROPERTY' => []];
        foreach (explode("\n", str_replace("\r\n", "\n", $raw)) as $line) {
            if (!preg_match(self::LINE, $line, $pair)) {
                continue;
            }
            $value = rtrim($pair[2], "\t ");
            if (preg_match(self::PROPERTY, $pair[1], $property)) {
                $reply['PROPERTY'][strtoupper(preg_replace('/\s/', '', $property[1]))][] = $value;
            } else {
                $reply[strtoupper($pair[1])] = $value;
            }
        }
        return $reply;
    }
}
