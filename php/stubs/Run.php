<?php

declare(strict_types=1);

namespace Ispbridge;

/**
 * One WHMCS verb on its way: the engine answers what concerns the registrar, the caller performs the rest.
 *
 * ```php
 * $run = new Ispbridge\Run('GetNameservers', $params, $context);
 * while (($effect = $run->next()) !== null) {
 *     $run->answer($store->perform($effect));
 * }
 * $outcome = $run->outcome();
 * ```
 *
 * A run outlives no request and cannot be stored.
 *
 * @phpstan-type Exchange array{
 *     command: string,
 *     attempt: int,
 *     writes: bool,
 *     request: array<string, string>,
 *     reply: ?string,
 *     data: array<string, mixed>,
 *     error: ?string,
 *     milliseconds: int
 * } what was said, redacted; `reply` is null where none came, and `error` then says why
 */
final class Run
{
    /**
     * @param string $verb the suffix of the WHMCS function, such as `RegisterDomain`
     * @param array<string, mixed> $params WHMCS' parameters, settings included; objects in them are left out
     * @param array{now: string, trace: string, web: bool, facts: array<string, string>, whmcs?: string} $context
     *     `now` in UTC as `Y-m-d H:i:s`; `web` while somebody waits in a browser; `facts` as earlier runs stored them
     *
     * @throws Exception\ConfigurationException a value in php.ini that cannot be used
     * @throws Exception\Exception no such verb, or a context that cannot be read; bad parameters are an outcome
     */
    public function __construct(string $verb, array $params, array $context)
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }

    /**
     * Hands over what came of the effect. An answer that has not the shape which {@see next()} names counts as "could not be
     * done".
     *
     * @throws Exception\Exception none was waiting
     */
    public function answer(mixed $answer = null): void
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }

    /**
     * The next effect to perform, null at the end. Ages and lives are seconds by the database's clock.
     *
     * | effect | answer |
     * |---|---|
     * | `claim` | `['claimed' => true, 'id', 'version']`, or `['claimed' => false, 'row']` with the row that holds the key |
     * | `load` `cache` | a map from key to `value` and `age` |
     * | `load` `domain` | a map |
     * | `load` `applications`, `domains`, `findings`, `journal`, `open` | a list of rows |
     * | `load` `finals` | `['count', 'total']` |
     * | `load` `memo` | `['reply']` |
     * | `load` `open_renewals` | the numbers of the unpaid invoices for a renewal of the domain |
     * | `load` `snapshot` | `['now', 'rows' => [domain => ['facts', 'seen', 'touched']]]` |
     * | `points` | `['granted', 'blocked']` |
     * | `settle` | `['settled' => true, 'version']`, or `['settled' => false, 'row']` with the row as somebody else left it |
     * | any other | none |
     *
     * @return array{effect: string, ...}|null with the fields of the effect
     *
     * @throws Exception\Exception the last effect was not answered
     */
    public function next(): ?array
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }

    /**
     * How it ended.
     *
     * @return array{done: true, value: array<string, mixed>, trace: string, exchanges: list<Exchange>}
     *     |array{
     *         done: false,
     *         code: string,
     *         in_doubt: bool,
     *         customer: array{key: string, values: array<string, string>, text: string},
     *         admin: array{key: string, values: array<string, string>, text: string},
     *         trace: string,
     *         exchanges: list<Exchange>
     *     }
     *
     * @throws Exception\Exception it has not ended
     */
    public function outcome(): array
    {
        throw new \LogicException('the extension ispbridge is not loaded');
    }
}
