<?php

declare(strict_types=1);

namespace Ispbridge\Bench;

use Ispbridge\Ispapi\Client;
use RuntimeException;
use Throwable;

/** The engine's client, as every script here wants it; the endpoint and the authority come from php.ini. */
final class Engine
{
    public const READ = ['COMMAND' => 'StatusDomain', 'DOMAIN' => 'example.com'];

    /** Costs money, so the engine opens a connection of its own for it. */
    public const ORDER = ['COMMAND' => 'RenewDomain', 'DOMAIN' => 'example.com', 'PERIOD' => '1', 'EXPIRATION' => '2030'];

    public static function client(): Client
    {
        return new Client(['login' => 'bench', 'password' => 'bench', 'test_mode' => true]);
    }

    /**
     * Stops the run where a reply is not the one that the server gives, so that no failure is timed as a quick success.
     *
     * @param mixed $reply
     */
    public static function check($reply): void
    {
        if (!is_array($reply) || $reply['CODE'] !== '200' || !isset($reply['PROPERTY']['EXPIRATIONDATE'][0])) {
            $what = $reply instanceof Throwable ? $reply->getMessage() : gettype($reply);
            throw new RuntimeException("an unexpected reply: $what");
        }
    }
}
