<?php

declare(strict_types=1);

namespace Host\Facade;

use Host\Hook\Hooks;

/** The global `Hook`, which one example of the official docs uses in place of add_hook. */
final class Hook
{
    public static function add(string $point, int $priority, mixed $callback): void
    {
        Hooks::add($point, $priority, $callback);
    }
}
