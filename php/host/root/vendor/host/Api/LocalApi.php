<?php

declare(strict_types=1);

namespace Host\Api;

/** The commands behind localAPI (contract, section 6.4). Names are case-insensitive. */
final class LocalApi
{
    private const COMMANDS = [
        'acceptorder' => [OrderCommands::class, 'accept'],
        'decryptpassword' => [Passwords::class, 'decrypt'],
        'domaingetlockingstatus' => [DomainCommands::class, 'lockingStatus'],
        'domaingetnameservers' => [DomainCommands::class, 'nameservers'],
        'domainregister' => [DomainCommands::class, 'register'],
        'domainrelease' => [DomainCommands::class, 'release'],
        'domainrenew' => [DomainCommands::class, 'renew'],
        'domainrequestepp' => [DomainCommands::class, 'eppCode'],
        'domaintoggleidprotect' => [DomainCommands::class, 'toggleIdProtection'],
        'domaintransfer' => [DomainCommands::class, 'transfer'],
        'domainupdatelockingstatus' => [DomainCommands::class, 'updateLockingStatus'],
        'domainupdatenameservers' => [DomainCommands::class, 'updateNameservers'],
        'encryptpassword' => [Passwords::class, 'encrypt'],
        'getadmindetails' => [AdminCommands::class, 'details'],
        'getclientsdomains' => [ClientDomains::class, 'list'],
        'getconfigurationvalue' => [Configuration::class, 'get'],
        'getinvoices' => [InvoiceCommands::class, 'list'],
        'getmodulequeue' => [Lists::class, 'moduleQueue'],
        'gettldpricing' => [TldPricing::class, 'get'],
        'gettodoitems' => [Lists::class, 'toDoItems'],
        'logactivity' => [Activity::class, 'add'],
        'setconfigurationvalue' => [Configuration::class, 'set'],
        'updateclientdomain' => [ClientDomains::class, 'update'],
        'updateinvoice' => [InvoiceCommands::class, 'update'],
        'updatetodoitem' => [Lists::class, 'updateToDoItem'],
        'whmcsdetails' => [Configuration::class, 'details'],
    ];

    /**
     * @param array<string, mixed> $values
     * @param string|int|null $adminUser for whom, where a command is about the administrator who asks
     * @return array<string, mixed>
     */
    public static function run(string $command, array $values, string|int|null $adminUser = null): array
    {
        $handler = self::COMMANDS[strtolower($command)] ?? null;
        try {
            if ($handler === null) {
                throw new ApiError("The API command {$command} is not available on this host");
            }
            return ['result' => 'success'] + $handler($values, $adminUser);
        } catch (ApiError $error) {
            return ['result' => 'error', 'message' => $error->getMessage()];
        }
    }
}
