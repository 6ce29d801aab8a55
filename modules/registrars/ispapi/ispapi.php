<?php

/**
 * The registrar module ISPAPI: the functions that WHMCS calls. Each hands over to Dispatch, which knows what it returns.
 * WHMCS includes this file on every settings page, so it does nothing but define them.
 */

declare(strict_types=1);

use WHMCS\Domain\Registrar\Domain;
use WHMCS\Module\Registrar\Ispapi\Dispatch;

if (!defined('WHMCS')) {
    exit('This file is a WHMCS module and does nothing by itself.');
}

/**
 * Name and abilities of the module.
 *
 * @param array<string, mixed> $params
 * @return array{DisplayName: string, APIVersion: string, NonLinearRegistrationPricing: bool}
 */
function ispapi_MetaData(array $params = []): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * The settings, with the state of the engine as a last row. Nothing here goes over the network.
 *
 * @param array<string, mixed> $params the stored settings; none before the module is activated
 * @return array<string, array<string, mixed>> setting => definition
 */
function ispapi_getConfigArray(array $params = []): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Tests the login before the settings are saved.
 *
 * @param array<string, mixed> $params the submitted settings
 * @throws \WHMCS\Exception\Module\InvalidConfiguration with what the administrator should know
 */
function ispapi_config_validate(array $params): void
{
    Dispatch::call(__FUNCTION__, $params);
}

/**
 * Registers a domain.
 *
 * @param array<string, mixed> $params
 * @return array{success: true, pending?: true}|array{error: string}
 */
function ispapi_RegisterDomain(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Renews a domain, or restores a deleted one where that was paid.
 *
 * @param array<string, mixed> $params
 * @return array{success: true, pending?: true}|array{error: string}
 */
function ispapi_RenewDomain(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Orders the transfer of a domain to this account.
 *
 * @param array<string, mixed> $params
 * @return array{success: true, pending?: true}|array{error: string}
 */
function ispapi_TransferDomain(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * How the transfer of a domain goes; an empty array while it runs.
 *
 * @param array<string, mixed> $params
 * @return array{}|array{completed: true, expirydate?: string}|array{failed: true, reason: string}|array{error: string}
 */
function ispapi_TransferSync(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * The buttons on the domain's page for administrators. Nothing here goes over the network.
 *
 * @param array<string, mixed> $params
 * @return array<string, string> label => function
 */
function ispapi_AdminCustomButtonArray(array $params = []): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that takes the transfer of a domain to this account back, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_CancelTransfer(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Sends the mails again by which a transfer is confirmed.
 *
 * @param array<string, mixed> $params
 * @return array{success: true}|array{error: string}
 */
function ispapi_ResendTransferEmail(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that lets a domain go to the registrar that asked for it, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_ApproveTransfer(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that keeps a domain from the registrar that asked for it, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_DenyTransfer(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * What the registrar knows of a domain.
 *
 * @param array<string, mixed> $params
 * @throws \RuntimeException with a sentence that a customer may read
 */
function ispapi_GetDomainInformation(array $params): Domain
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * The nameservers of a domain.
 *
 * @param array<string, mixed> $params
 * @return array{ns1?: string, ns2?: string, ns3?: string, ns4?: string, ns5?: string}|array{error: string}
 */
function ispapi_GetNameservers(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Sets the nameservers of a domain.
 *
 * @param array<string, mixed> $params
 * @return array{success: true}|array{error: string}
 */
function ispapi_SaveNameservers(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * What the registry of a TLD asks, as definitions of order form fields.
 *
 * @param array<string, mixed> $params
 * @return array{fields: list<array<string, mixed>>}
 */
function ispapi_AdditionalDomainFields(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * What the registrar says of a domain, for the synchronisation. It changes nothing there.
 *
 * @param array<string, mixed> $params
 * @return array{active?: true, cancelled?: true, transferredAway?: true, expired?: true, expirydate?: string}
 *     |array{error: string}
 */
function ispapi_Sync(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Button: looks at the registrar now, and writes the date.
 *
 * @param array<string, mixed> $params
 * @return array{success: true}|array{error: string}
 */
function ispapi_SyncNow(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Button: opens the form that takes a date far before the shop's, the one that it shows, when the domain's name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_AcceptDate(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that says of a domain which is not in the account that it is really gone, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_ConfirmGone(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Hands a domain to another registrar by its tag (`transfertag`), or to the registry where that is the word TRANSIT.
 *
 * @param array<string, mixed> $params
 * @return array{success: true}|array{error: string}
 */
function ispapi_ReleaseDomain(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * Lets a domain end with its paid term. What ends it at once is a button of its own.
 *
 * @param array<string, mixed> $params
 * @return array{success: true}|array{error: string}
 */
function ispapi_RequestDelete(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that deletes a domain at once, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_DeleteNow(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that hands a domain to the registry, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_ReleaseTransit(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: opens the form that takes a domain out of the DNS, when its name is typed.
 *
 * @param array<string, mixed> $params
 * @return array{error: string}
 */
function ispapi_SuspendDomain(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}

/**
 * A button: lets a suspended domain into the DNS again.
 *
 * @param array<string, mixed> $params
 * @return array{success: true}|array{error: string}
 */
function ispapi_UnsuspendDomain(array $params): array
{
    return Dispatch::call(__FUNCTION__, $params);
}
