<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Registrar\Call;
use Host\Registrar\DomainActions;
use Host\Registrar\Domains;
use Host\Registrar\Nameservers;
use Host\Registrar\Registration;
use Host\Registrar\Renewal;
use Host\Registrar\Result;
use Host\Registrar\Transfer;
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
        $domain = self::domain($values);
        if (($values['idnlanguage'] ?? '') !== '') {
            $key = ['domain_id' => $domain->id, 'name' => 'idnLanguage'];
            Capsule::table('tbldomains_extra')->updateOrInsert($key, ['value' => (string) $values['idnlanguage']]);
        }
        self::succeeded((new Registration($domain))->run());
        return [];
    }

    /**
     * @param array<string, mixed> $values `eppcode` wins over the code of the order
     * @return array<string, mixed>
     */
    public static function transfer(array $values): array
    {
        self::succeeded((new Transfer(self::domain($values), (string) ($values['eppcode'] ?? '')))->run());
        return [];
    }

    /**
     * @param array<string, mixed> $values `regperiod` wins over the period of the domain
     * @return array<string, mixed>
     */
    public static function renew(array $values): array
    {
        $years = (int) ($values['regperiod'] ?? 0);
        if ($years < 0 || $years > 10) {
            throw new ApiError('Invalid registration period');
        }
        self::succeeded((new Renewal(self::domain($values), $years))->run());
        return [];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function release(array $values): array
    {
        self::succeeded((new DomainActions(self::domain($values)))->release((string) ($values['newtag'] ?? '')));
        return [];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function toggleIdProtection(array $values): array
    {
        self::succeeded((new DomainActions(self::byId($values)))->protectId(!empty($values['idprotect'])));
        return [];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed> `eppcode` where the registrar does not send it by email
     */
    public static function eppCode(array $values): array
    {
        $result = self::succeeded((new DomainActions(self::byId($values)))->eppCode());
        return array_intersect_key($result->fields(), ['eppcode' => true]);
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function lockingStatus(array $values): array
    {
        $status = self::succeeded((new Call(self::byId($values)))->run('GetRegistrarLock'))->value;
        return ['lockstatus' => is_string($status) && $status !== '' ? $status : 'Unknown'];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function updateLockingStatus(array $values): array
    {
        self::succeeded((new DomainActions(self::byId($values)))->lock(!empty($values['lockstatus'])));
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

    /** @param array<string, mixed> $values with `domainid` alone */
    private static function byId(array $values): object
    {
        return self::domain(['domain' => ''] + $values);
    }

    private static function succeeded(Result $result): Result
    {
        return $result->isSuccess() ? $result : throw new ApiError($result->error);
    }
}
