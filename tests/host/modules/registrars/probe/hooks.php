<?php

declare(strict_types=1);

use WHMCS\Authentication\CurrentUser;
use WHMCS\Module\Registrar\Probe\Journal;

if (!defined('WHMCS')) {
    die('This file cannot be accessed directly');
}

require_once ROOTDIR . '/includes/registrarfunctions.php';

$noted = [
    'PreRegistrarRegisterDomain', 'AfterRegistrarRegister', 'AfterRegistrarRegisterDomain',
    'AfterRegistrarRegistration', 'AfterRegistrarRegistrationFailed', 'PreRegistrarSaveNameservers',
    'AfterRegistrarSaveNameservers', 'AfterCronJob', 'DailyCronJob', 'PreDomainTransfer', 'PreRegistrarTransferDomain',
    'AfterRegistrarTransfer', 'AfterRegistrarTransferDomain', 'AfterRegistrarTransferFailed', 'PreRegistrarRenewDomain',
    'AfterRegistrarRenew', 'AfterRegistrarRenewDomain', 'AfterRegistrarRenewal', 'AfterRegistrarRenewalFailed',
    'DomainTransferCompleted', 'DomainTransferFailed', 'AdminClientDomainsTabFieldsSave', 'DomainEdit',
];
foreach ($noted as $point) {
    add_hook($point, 5, static function (array $vars) use ($point): void {
        Journal::note($point, $vars);
    });
}

add_hook('PreRegistrarRegisterDomain', 1, static fn (array $vars): ?array => match ($vars['params']['sld']) {
    'stopped' => ['abortWithError' => 'stopped by a hook'],
    'skipped' => ['abortWithSuccess' => true],
    default => null,
});

add_hook('AdminClientDomainsTabFields', 1, static fn (array $vars): array => [
    'Probe says' => "<b>id {$vars['id']}</b>",
]);

foreach (['AdminAreaHeadOutput', 'ClientAreaHeadOutput'] as $point) {
    add_hook($point, 1, static function (): string {
        $user = new CurrentUser();
        $ids = ['admin' => $user->admin()?->id, 'client' => $user->client()?->id];
        return '<meta name="probe-user" content="' . htmlspecialchars(json_encode($ids, JSON_THROW_ON_ERROR)) . '">';
    });
}

add_hook('ClientAreaPageDomainDetails', 1, static fn (array $vars): array => [
    'pagetitle' => "{$vars['domain']} seen by a hook",
]);
