<?php

/**
 * A registrar module for the tests of the host. The name of a domain says how its calls end: `error-...`,
 * `throws-...`, `text-...` (a result that is no array), `null-...`; every other name succeeds.
 */

declare(strict_types=1);

use WHMCS\Carbon;
use WHMCS\Domain\Registrar\Domain;
use WHMCS\Exception\Module\InvalidConfiguration;
use WHMCS\Module\Registrar\Probe\Journal;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

function probe_MetaData(): array
{
    return ['DisplayName' => 'Name of the meta data', 'APIVersion' => '1.1'];
}

function probe_getConfigArray(array $params): array
{
    return [
        'FriendlyName' => ['Type' => 'System', 'Value' => 'Probe <registrar>'],
        'Description' => ['Type' => 'System', 'Value' => 'Knows <em>HTML</em>.'],
        'Username' => ['Type' => 'text', 'Size' => '25', 'FriendlyName' => 'User name', 'Default' => 'guest'],
        'Password' => ['Type' => 'password', 'Description' => 'The <b>secret</b> one'],
        'TestMode' => ['Type' => 'yesno', 'Description' => 'Tick to test', 'Default' => true],
        'Zone' => ['Type' => 'dropdown', 'Options' => ['eu' => 'Europe', 'us' => 'America'], 'Default' => 'us'],
        'Colour' => ['Type' => 'radio', 'Options' => 'red, green', 'Default' => 'green'],
        'Notes' => ['Type' => 'textarea', 'Rows' => '2', 'Cols' => '30'],
        'Journal' => ['Type' => 'text'],
        '' => ['Description' => 'Row <i>without</i> a type, version ' . $params['whmcsVersion']],
        'Hint' => ['Type' => 'none', 'FriendlyName' => 'Hint', 'Description' => 'read only'],
    ];
}

function probe_config_validate(array $params): void
{
    match ($params['Username']) {
        'refused' => throw new InvalidConfiguration('No account <refused> at this registrar'),
        'broken' => throw new RuntimeException('The connection broke'),
        default => Journal::note('config_validate', $params, $params['Journal']),
    };
}

function probe_RegisterDomain(array $params): mixed
{
    Journal::note('RegisterDomain', $params);
    $secrets = [$params['Password'], 'auth <code>'];
    $request = ['user' => $params['Username'], 'password' => $params['Password'], 'domain' => $params['domain']];
    logModuleCall('probe', 'RegisterDomain', $request, 'code=200 auth <code>', ['done' => '<script>'], $secrets);
    return probe_ending($params, Journal::answer($params['sld']) ?? ['success' => true]);
}

function probe_GetDomainInformation(array $params): mixed
{
    Journal::note('GetDomainInformation', $params);
    $information = (new Domain())
        ->setDomain($params['domain'])
        ->setNameservers(['ns1' => 'ns1.probe.test', 'ns2' => 'ns2.probe.test'])
        ->setRegistrationStatus(Domain::STATUS_ACTIVE)
        ->setTransferLock(true)
        ->setExpiryDate(Carbon::parse('2031-05-06'))
        ->setIdProtectionStatus(true);
    return str_starts_with($params['sld'], 'late') ? probe_late($params) : $information;
}

function probe_SaveNameservers(array $params): array
{
    Journal::note('SaveNameservers', $params);
    return $params['ns1'] === 'ns1.refused.test' ? ['error' => 'probe: host refused <raw>'] : ['success' => 'success'];
}

function probe_TransferDomain(array $params): mixed
{
    Journal::note('TransferDomain', $params);
    return probe_ending($params, ['success' => true]);
}

/** With `slow` in its answers it takes its time and notes when it is through, for tests with several processes. */
function probe_RenewDomain(array $params): mixed
{
    Journal::note('RenewDomain', $params);
    if (Journal::answer('slow') !== null) {
        usleep((int) Journal::answer('slow'));
        Journal::note('renewed', $params);
    }
    return probe_ending($params, ['success' => true]);
}

function probe_ReleaseDomain(array $params): mixed
{
    Journal::note('ReleaseDomain', $params);
    return probe_ending($params, ['success' => 'success']);
}

function probe_RequestDelete(array $params): mixed
{
    Journal::note('RequestDelete', $params);
    return probe_ending($params, ['success' => 'success']);
}

function probe_IDProtectToggle(array $params): mixed
{
    Journal::note('IDProtectToggle', $params);
    return probe_ending($params, ['success' => true]);
}

function probe_SaveRegistrarLock(array $params): mixed
{
    Journal::note('SaveRegistrarLock', $params);
    return probe_ending($params, ['success' => 'success']);
}

function probe_GetRegistrarLock(array $params): string
{
    return str_starts_with($params['sld'], 'open') ? 'unlocked' : 'locked';
}

function probe_GetEPPCode(array $params): mixed
{
    Journal::note('GetEPPCode', $params);
    return probe_ending($params, str_starts_with($params['sld'], 'mailed') ? [] : ['eppcode' => 'a&lt;b&amp;c']);
}

/** Answers what the test says for the second level of the domain, else nothing. */
function probe_Sync(array $params): array
{
    Journal::note('Sync', $params);
    $answer = Journal::answer($params['sld']) ?? [];
    return isset($answer['throw']) ? throw new RuntimeException($answer['throw']) : $answer;
}

function probe_TransferSync(array $params): array
{
    Journal::note('TransferSync', $params);
    return Journal::answer($params['sld']) ?? [];
}

function probe_AdminCustomButtonArray(array $params): array
{
    return ['Refresh <now>' => 'Refresh'];
}

function probe_Refresh(array $params): mixed
{
    Journal::note('Refresh', $params);
    return probe_ending($params, ['success' => true]);
}

function probe_NoButton(array $params): array
{
    Journal::note('NoButton', $params);
    return [];
}

function probe_AdminDomainsTabFields(array $params): array
{
    return ['Probe field' => "<label>Typed <input name=\"probefield\" value=\"{$params['domainid']}\"></label>"];
}

function probe_AdditionalDomainFields(array $params): array
{
    return ['fields' => Journal::answer('fields') ?? []];
}

/** Registers well, fails on reading: by error or exception. */
function probe_late(array $params): array
{
    return str_starts_with($params['sld'], 'late-error')
        ? ['error' => 'probe: cannot read <raw>']
        : throw new RuntimeException('Please verify your domain first');
}

function probe_ending(array $params, array $success): mixed
{
    return match (strtok($params['sld'], '-')) {
        'error' => ['error' => 'probe: refused, code 505 <raw>'],
        'throws' => throw new RuntimeException('probe: exploded <raw>'),
        'typeerror' => strlen([]),
        'text' => 'a text',
        'null' => null,
        'emptyerror' => ['error' => ''],
        default => $success,
    };
}
