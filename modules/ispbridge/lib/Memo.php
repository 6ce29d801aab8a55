<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * What this request has read of a domain already, so that one page reads it once. It holds auth codes, so it stays in memory.
 */
final class Memo
{
    private const SECONDS = 30;

    /** @var array<string, array{float, string}> */
    private static array $replies = [];

    /** @param array{scope: string, domain: string, reply: string} $read */
    public static function keep(array $read): void
    {
        self::$replies["{$read['scope']} {$read['domain']}"] = [self::now(), $read['reply']];
    }

    /**
     * @param array{scope: string, domain: string} $wanted
     * @return array{reply: string}|null
     */
    public static function load(array $wanted): ?array
    {
        [$time, $reply] = self::$replies["{$wanted['scope']} {$wanted['domain']}"] ?? [null, ''];
        return $time === null || self::now() - $time > self::SECONDS ? null : ['reply' => $reply];
    }

    /** Something was written, and it may concern more than one domain. */
    public static function forget(): void
    {
        self::$replies = [];
    }

    /** A clock that nobody sets. */
    private static function now(): float
    {
        return hrtime(true) / 1e9;
    }
}
