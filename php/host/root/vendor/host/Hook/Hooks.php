<?php

declare(strict_types=1);

namespace Host\Hook;

/** The registry behind add_hook and run_hook: a lower priority number runs first (contract, section 5). */
final class Hooks
{
    /** @var array<string, array<int, list<mixed>>> point, priority, callbacks */
    private static array $callbacks = [];

    public static function add(string $point, int $priority, mixed $callback): void
    {
        self::$callbacks[$point][$priority][] = $callback;
    }

    /**
     * Runs every callback of a point. An exception of a callback is not swallowed: a hook that throws is a defect.
     *
     * @return list<mixed> what they returned, null left out
     */
    public static function run(string $point, mixed $args): array
    {
        $byPriority = self::$callbacks[$point] ?? [];
        ksort($byPriority);
        $results = [];
        foreach (array_merge(...$byPriority) as $callback) {
            $results[] = $callback($args);
        }
        return array_values(array_filter($results, static fn (mixed $result): bool => $result !== null));
    }

    /** @return string the HTML that hooks of an output point returned, joined */
    public static function output(string $point, mixed $args): string
    {
        return implode("\n", array_filter(self::run($point, $args), 'is_string'));
    }
}
