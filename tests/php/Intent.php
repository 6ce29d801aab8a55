<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

/**
 * The claim of a renewal, as the engine asks for it.
 */
final class Intent
{
    public const SCOPE = 'ispapi|live|shop';

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    public static function of(array $more = []): array
    {
        return $more + [
            'effect' => 'claim', 'scope' => self::SCOPE, 'key' => 'renew|example.com|2027-01-02', 'operation' => 'renew',
            'domain' => 'example.com', 'domain_id' => 7, 'from' => '2027-01-02', 'shop_from' => '2027-01-01', 'years' => 2,
            'reference' => '4711', 'patience' => 60, 'before' => ['expiry' => '2027-01-02'], 'digest' => str_repeat('ab', 32),
            'trace' => '0123456789ab',
        ];
    }
}
