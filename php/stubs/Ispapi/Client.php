<?php

declare(strict_types=1);

namespace Ispbridge\Ispapi;

/**
 * The registrar's API for scripts. Connections are kept warm within the process, across requests and clients.
 *
 * ```php
 * $client = new Ispbridge\Ispapi\Client(['login' => 'account!role', 'password' => $password, 'test_mode' => true]);
 * $reply = $client->call(['COMMAND' => 'CheckDomains', 'DOMAIN' => ['example.com', 'example.net']]);
 * $first = $reply['PROPERTY']['DOMAINCHECK'][0];
 * ```
 */
final class Client
{
    /**
     * @param array{
     *     login: string,
     *     password?: string,
     *     test_mode?: bool|int|string,
     *     proxy?: string,
     *     timeout?: int|float|string,
     *     session?: string,
     *     dialect?: 'ispapi'
     * } $config `test_mode` true, 1, "1" or "on" means OT&E; `timeout` in seconds lowers both limits of php.ini
     *
     * @throws \Ispbridge\Exception\ConfigurationException an unknown key, or a value that cannot be used
     */
    public function __construct(array $config)
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }

    /**
     * One command and its reply. A refusal by the API is a reply: look at `CODE`.
     *
     * @param array<string, scalar|null|array<int|string, scalar|null>> $command `COMMAND` and its properties
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
     * @throws \Ispbridge\Exception\Exception the command cannot be sent, and was not
     * @throws \Ispbridge\Exception\MalformedResponseException the reply is cut or is none
     * @throws \Ispbridge\Exception\TransportException no reply; `isOutcomeUnknown()` tells whether something may have happened
     */
    public function call(array $command): array
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }

    /**
     * Many commands, up to `$concurrency` of them at the same time; keys and order are kept. A command that fails leaves its
     * exception in its place, and the others go on.
     *
     * Commands that cost money go one after another, in their order. After 425 (usage exceeded) nothing more is sent: what was
     * left over is a `TransportException` with the reason `ispapi.rate_limited`.
     *
     * ```php
     * foreach ($client->callMany(['a' => ['COMMAND' => 'StatusDomain', 'DOMAIN' => 'example.com']]) as $key => $reply) {
     *     $code = is_array($reply) ? $reply['CODE'] : $reply->getReason();
     * }
     * ```
     *
     * @template TKey of array-key
     *
     * @param array<TKey, array<string, scalar|null|array<int|string, scalar|null>>> $commands each as for `call()`
     * @param int<1, 32> $concurrency
     *
     * @return array<TKey, array{
     *     CODE: string,
     *     DESCRIPTION: string,
     *     PROPERTY: array<string, list<string>>,
     *     QUEUETIME?: string,
     *     RUNTIME?: string,
     *     PENDING?: '1'
     * }|\Ispbridge\Exception\Exception>
     *
     * @throws \Ispbridge\Exception\Exception `$concurrency` is out of its range
     */
    public function callMany(array $commands, int $concurrency = 8): array
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }

    /**
     * The session in use, to be kept and given to the next client: the one given, or the one that took the place of a session
     * that the server no longer knew. Null where there is none.
     *
     * A session is begun by the command `StartSession`; its property `SESSION` is what `'session'` of the constructor takes. A
     * lost one is replaced once, where login and password are given too.
     */
    public function session(): ?string
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }
}
