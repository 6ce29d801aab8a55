<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Idn;
use Ispbridge\Whmcs\Cache;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Lease;

/**
 * What stands between a button and what cannot be undone. The button, which WHMCS may reach by a link, only opens a field in
 * WHMCS' own form of the domain; the form is posted, and carries a key that is for this administrator and domain and good once.
 */
final class Confirmation
{
    public const SECONDS = 900;

    private const SCOPE = 'ispapi|confirmation';

    /**
     * Opens it, and says what is to be done.
     *
     * @param array<string, string> $shown what the question shows beside the domain, and the answer is about
     */
    public static function open(string $command, int $domainId, string $domain, array $shown = []): string
    {
        $open = ['command' => $command, 'shown' => $shown, 'key' => bin2hex(random_bytes(16))];
        self::keep($domainId, $open, self::SECONDS);
        $values = ['command' => Buttons::label($command), 'domain' => $domain, 'minutes' => (string) (self::SECONDS / 60)];
        return Lang::ofShop()->text('confirm.opened', $values);
    }

    /**
     * What is open for a domain and the administrator who is logged in.
     *
     * @return array{command: string, shown: array<string, string>, key: string}|null
     */
    public static function ofDomain(int $domainId): ?array
    {
        $key = self::key($domainId);
        return Cache::load(['scope' => self::SCOPE, 'keys' => [$key]])[$key]['value'] ?? null;
    }

    /**
     * What this key opens, once; null for a key that is used, too old, or somebody else's.
     *
     * @return array{command: string, shown: array<string, string>, key: string}|null
     */
    public static function take(int $domainId, string $key): ?array
    {
        $open = self::ofDomain($domainId);
        if ($open === null || !hash_equals($open['key'], $key)) {
            return null;
        }
        $isFirst = Lease::take("ispapi confirmation {$key}", 2 * self::SECONDS) !== null;
        self::keep($domainId, $open, 0);
        return $isFirst ? $open : null;
    }

    /**
     * What keeps a command from running whose engine does not ask for the domain's name: none of its forms was typed.
     *
     * @param array{sld: string, tld: string, confirmed: string} $params
     */
    public static function problem(array $params): ?string
    {
        $domain = "{$params['sld']}.{$params['tld']}";
        $ascii = Idn\to_ascii($domain);
        $forms = array_map('mb_strtolower', [$domain, $ascii, Idn\to_unicode($ascii)]);
        $isTyped = in_array(mb_strtolower($params['confirmed']), $forms, true);
        return $isTyped ? null : Lang::ofShop()->text('confirm.other_name', ['domain' => $domain]);
    }

    /** @param array{command: string, shown: array<string, string>, key: string} $value */
    private static function keep(int $domainId, array $value, int $seconds): void
    {
        $key = self::key($domainId);
        Cache::keep(['scope' => self::SCOPE, 'key' => $key, 'value' => $value, 'seconds' => $seconds]);
    }

    private static function key(int $domainId): string
    {
        return "{$domainId}|" . Administrator::id();
    }
}
