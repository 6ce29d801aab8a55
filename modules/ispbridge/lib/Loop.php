<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Ispbridge\Run;

/**
 * The one way of a verb through the engine.
 */
final class Loop
{
    /** @var class-string<Run> what runs a verb; a test puts a scripted one here */
    public static string $engine = Run::class;

    /**
     * @param array<string, mixed> $params
     * @param array{now: string, trace: string, web: bool, facts: array<string, string>, whmcs: string} $context
     * @return array{done: bool, trace: string, exchanges: list<array>} and by `done`: value, or code, in_doubt, customer, admin
     */
    public static function run(string $verb, array $params, array $context, Store $store): array
    {
        $run = new self::$engine($verb, $params, $context);
        while (($effect = $run->next()) !== null) {
            $run->answer($store->perform($effect));
        }
        $outcome = $run->outcome();
        if (isset($outcome['points'])) {
            $store->perform(['effect' => 'points_spent'] + $outcome['points']);
        }
        Changes::note($outcome);
        return $outcome;
    }
}
