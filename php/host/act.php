<?php

/**
 * One action on one domain, in a process of its own, as cron or a page would do it: `php php/host/act.php --help`.
 *
 * It holds nothing in memory that the database does not have, so it may be killed at any moment, and several may
 * run at once.
 */

declare(strict_types=1);

use Host\Registrar\DomainActions;
use Host\Registrar\Domains;
use Host\Registrar\Registration;
use Host\Registrar\Renewal;
use Host\Registrar\Result;
use Host\Registrar\Transfer;
use Host\Sync\Findings;
use Host\Sync\StatusSync;
use Host\Sync\TransferSync;

if (PHP_SAPI !== 'cli') {
    exit(1);
}

const HELP = <<<'TEXT'
    Carries out one action on a domain of a host and prints what came of it as one line of JSON.

      php php/host/act.php ROOT ACTION ID [VALUE]

    ROOT is the web root, ID the number in tbldomains. Actions: register; transfer [EPP code]; renew [years];
    sync; transfersync; release TAG; delete; idprotect on|off. Exit code 0: the action ran, whatever came of it.
    HOST_CLOCK in the environment moves the clock.

    TEXT;

[, $root, $action, $id, $value] = $argv + ['', '', '', '', ''];
if (!is_file("{$root}/init.php") || !ctype_digit($id)) {
    fwrite(STDERR, HELP);
    exit(1);
}
require "{$root}/init.php";

$domain = Domains::find((int) $id);
if ($domain === null) {
    fwrite(STDERR, "act: there is no domain {$id}\n");
    exit(1);
}
/** @var Result|Findings|null $end */
$end = match ($action) {
    'register' => (new Registration($domain))->run(),
    'transfer' => (new Transfer($domain, $value))->run(),
    'renew' => (new Renewal($domain, (int) $value))->run(),
    'sync' => (new StatusSync())->check($domain),
    'transfersync' => (new TransferSync())->check($domain),
    'release' => (new DomainActions($domain))->release($value),
    'delete' => (new DomainActions($domain))->requestDelete(),
    'idprotect' => (new DomainActions($domain))->protectId($value === 'on'),
    default => null,
};
if ($end === null) {
    fwrite(STDERR, HELP);
    exit(1);
}
$after = array_intersect_key(
    (array) Domains::find((int) $id),
    array_flip(['domain', 'status', 'registrationdate', 'expirydate', 'nextduedate', 'idprotection'])
);
echo json_encode(['action' => $action, 'error' => $end->error] + $after, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE), "\n";
