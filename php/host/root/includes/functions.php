<?php

/**
 * The global functions that WHMCS offers to modules and hooks (contract, section 6.1).
 */

declare(strict_types=1);

use Host\Api\LocalApi;
use Host\Crypt\Cipher;
use Host\Hook\Hooks;
use Host\Http\Token;
use Host\Log\ActivityLog;
use Host\Log\ModuleLog;
use WHMCS\Carbon;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

/** @param array<mixed> $replaceVars texts to mask in everything that is stored */
function logModuleCall(
    string $module,
    string $action,
    mixed $request,
    mixed $response,
    mixed $processed = '',
    array $replaceVars = []
): void {
    ModuleLog::add($module, $action, $request, $response, $processed, $replaceVars);
}

function logActivity(string $message, int $clientId = 0): void
{
    ActivityLog::add($message, $clientId);
}

/**
 * Runs an API command in this process. The admin user is not needed, as since WHMCS 7.2.
 *
 * @param array<string, mixed> $values
 * @return array<string, mixed> `result` is success or error; errors have a `message`
 */
function localAPI(string $command, array $values = [], string|int|null $adminUser = null): array
{
    return LocalApi::run($command, $values, $adminUser);
}

function add_hook(string $point, int $priority, mixed $callback): void
{
    Hooks::add($point, $priority, $callback);
}

/** @return list<mixed> the results that are not null */
function run_hook(string $point, mixed $args = []): array
{
    return Hooks::run($point, $args);
}

function encrypt(string $text, ?string $hash = null): string
{
    return Cipher::ofInstallation($hash)->encrypt($text);
}

function decrypt(string $text, ?string $hash = null): string
{
    return Cipher::ofInstallation($hash)->decrypt($text);
}

/** @param string $kind `link` gives the text to append to the query of a URL, else a hidden form field */
function generate_token(string $kind = 'form'): string
{
    return $kind === 'link' ? '&token=' . Token::value() : Token::field();
}

function check_token(string $namespace = 'WHMCS.default', bool $asException = true): bool
{
    return Token::check($asException);
}

function getTodaysDate(bool $clientFormat = false): string
{
    return fromMySQLDate(Carbon::now()->toDateString(), false, $clientFormat);
}

/** @return string the date as this host displays it; empty for the empty date of the database */
function fromMySQLDate(?string $date, bool $withTime = false, bool $clientFormat = false): string
{
    if ($date === null || $date === '' || str_starts_with($date, '0000-00-00')) {
        return '';
    }
    return Carbon::parse($date)->format($withTime ? 'd/m/Y H:i' : 'd/m/Y');
}

/** @return string `Y-m-d H:i:s` of a date in the display format */
function toMySQLDate(string $date): string
{
    $parsed = Carbon::createFromFormat('!d/m/Y', trim($date));
    return $parsed === false ? '0000-00-00 00:00:00' : $parsed->toDateTimeString();
}
