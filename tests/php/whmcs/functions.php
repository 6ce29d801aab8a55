<?php

declare(strict_types=1);

use Ispbridge\Tests\Shop;

/**
 * @param array<mixed>|string $request
 * @param array<mixed>|string $response
 * @param array<mixed>|string $processed
 * @param list<string> $replaceVars
 */
function logModuleCall(
    string $module,
    string $action,
    array|string $request,
    array|string $response,
    array|string $processed = '',
    array $replaceVars = []
): void {
    $texts = array_map(
        static fn (array|string $part): string => is_array($part) ? print_r($part, true) : $part,
        ['action' => $action, 'request' => $request, 'response' => $response, 'processed' => $processed]
    );
    Shop::$moduleLog[] = ['module' => $module, 'masked' => $replaceVars] + $texts;
}

function logActivity(string $message, int $clientId = 0): void
{
    Shop::$isDown ? throw new RuntimeException('the database is away') : Shop::$activityLog[] = $message;
}

/** @return array<string, string> */
function getregistrarconfigoptions(string $module): array
{
    return Shop::$registrarSettings[$module] ?? [];
}

function add_hook(string $point, int $priority, callable $work): void
{
    Shop::$hooks[$point][] = $work;
}
