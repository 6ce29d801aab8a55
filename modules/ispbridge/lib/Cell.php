<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * Text on its way into a column and out of it. It is ASCII, because nothing is known of the character set of a shop's
 * connection; and its length is checked here, because a database that is not strict would cut it without a word.
 */
final class Cell
{
    /** In bytes, far below what a MEDIUMTEXT holds: a statement may be no longer than the server's smallest packet, 1 MB. */
    private const LONGEST = 500000;

    /**
     * Any value as JSON. A byte that is no UTF-8 becomes U+FFFD: the record of an order must not fail for its sake.
     *
     * @throws \LengthException for a value that does not fit
     */
    public static function json(mixed $value, int $longest = self::LONGEST): string
    {
        return self::fitting(json_encode($value, JSON_THROW_ON_ERROR | JSON_INVALID_UTF8_SUBSTITUTE), $longest);
    }

    /**
     * What json() made of a map.
     *
     * @return array<mixed>
     * @throws \JsonException for anything else
     */
    public static function map(string $json): array
    {
        return (array) json_decode($json, true, 512, JSON_THROW_ON_ERROR);
    }

    /**
     * A word of the program or of a protocol, kept as it is.
     *
     * @throws \DomainException for text that is not printable ASCII
     * @throws \LengthException for text that does not fit
     */
    public static function word(string $text, int $longest): string
    {
        if (preg_match('/[^\x20-\x7e]/', $text) === 1) {
            throw new \DomainException('a word has a character that no column of ours takes');
        }
        return self::fitting($text, $longest);
    }

    /** What a long text, or several together, is found by. */
    public static function hash(string ...$parts): string
    {
        return hash('sha256', count($parts) === 1 ? $parts[0] : self::json($parts));
    }

    /** @throws \LengthException for a text that does not fit */
    public static function fitting(string $text, int $longest): string
    {
        return strlen($text) <= $longest ? $text : throw new \LengthException('a text is longer than its column');
    }
}
