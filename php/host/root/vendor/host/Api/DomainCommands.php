<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Registrar\Call;
use Host\Registrar\Domains;
use Host\Registrar\Nameservers;
use Host\Registrar\Registration;
use Host\Registrar\Result;
use WHMCS\Database\Capsule;

/** API commands that run a function of the domain's registrar module. */
final class DomainCommands
{
    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function register(array $values): array
    {
        self::succeeded((new Registration(self::domain($values)))->run());
        return [];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, string> ns1 to ns5
     */
    public static function nameservers(array $values): array
    {
        $result = self::succeeded((new Call(self::domain($values)))->run('GetNameservers'));
        return Nameservers::numbered($result->fields());
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function updateNameservers(array $values): array
    {
        self::succeeded(Nameservers::save(self::domain($values), $values));
        return [];
    }

    /**
     * `domainid`, or the name in `domain`.
     *
     * @param array<string, mixed> $values
     */
    public static function domain(array $values): object
    {
        $byId = Domains::find((int) ($values['domainid'] ?? 0));
        $byName = Capsule::table('tbldomains')->where('domain', (string) ($values['domain'] ?? ''))->orderByDesc('id');
        return $byId ?? $byName->first() ?? throw new ApiError('Domain ID Not Found');
    }

    private static function succeeded(Result $result): Result
    {
        return $result->isSuccess() ? $result : throw new ApiError($result->error);
    }
}
