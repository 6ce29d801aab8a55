<?php

declare(strict_types=1);

use Ispbridge\Tests\Shop;
use WHMCS\Database\Capsule;

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

/**
 * The commands that the modules use. What is encrypted looks different each time, and is text of its own alphabet.
 *
 * @param array<string, mixed> $values
 * @return array<string, mixed>
 */
function localAPI(string $command, array $values = [], string $adminUser = ''): array
{
    $text = (string) ($values['password2'] ?? '');
    return match ($command) {
        'DecryptPassword' => ['result' => 'success', 'password' => base64_decode(substr($text, 8))],
        'EncryptPassword' => ['result' => 'success', 'password' => bin2hex(random_bytes(4)) . base64_encode($text)],
        'GetAdminDetails' => [
            'result' => 'success', 'adminid' => (int) substr($adminUser, strlen('admin')),
            'allowedpermissions' => Shop::$permissions,
        ],
        'UpdateClientDomain' => Capsule::table('tbldomains')->where('id', $values['domainid'])
            ->update(array_diff_key($values, ['domainid' => 0])) === 1 ? ['result' => 'success'] : ['result' => 'error'],
        default => ['result' => 'error', 'message' => "no {$command}"],
    };
}

function add_hook(string $point, int $priority, callable $work): void
{
    Shop::$hooks[$point][] = $work;
}
