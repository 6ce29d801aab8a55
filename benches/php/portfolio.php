<?php

/**
 * The whole portfolio: portfolio.php seed FILE DOMAINS makes a shop with so many domains, portfolio.php run FILE compares them
 * once and prints how long that took, what the process held before and at most, and how many dates were written.
 *
 * WHMCS around the modules is that of tests/php; the database is SQLite in a file. The account's domains are in the sandbox.
 */

declare(strict_types=1);

use Ispbridge\Tests\Shop;
use Ispbridge\Whmcs\Passes;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Console;
use WHMCS\Module\Registrar\Ispapi\Settings;

require dirname(__DIR__, 2) . '/tests/php/bootstrap.php';
require dirname(__DIR__, 2) . '/modules/registrars/ispapi/lib/Console.php';

[, $part, $file] = $argv;
touch($file);
Shop::open(['driver' => 'sqlite', 'database' => $file, 'prefix' => '']);
Shop::$settings += ['DomainSyncEnabled' => 'on'];
Shop::$registrarSettings['ispapi'] = ['Username' => 'bench', 'Password' => 'bench', 'TestMode' => 'on'];

/** In kilobytes, by the kernel's word for it. */
function held(string $word): int
{
    preg_match("/^{$word}:\s+(\d+)/m", file_get_contents('/proc/self/status'), $found);
    return (int) $found[1];
}

function seed(int $domains): void
{
    Tables::ensure();
    Capsule::connection()->statement('CREATE TABLE tbldomains (id INTEGER PRIMARY KEY, domain TEXT, status TEXT, registrar TEXT,
        expirydate TEXT, nextduedate TEXT, nextinvoicedate TEXT, idprotection INTEGER)');
    $row = static fn (int $number): array => [
        'domain' => "bulk-{$number}.com", 'status' => 'Active', 'registrar' => 'ispapi', 'expirydate' => '2027-01-01',
        'nextduedate' => '2027-01-01', 'nextinvoicedate' => '2027-01-01', 'idprotection' => 0,
    ];
    Capsule::connection()->transaction(static function () use ($domains, $row): void {
        foreach (array_chunk(range(0, $domains - 1), 500) as $numbers) {
            Capsule::table('tbldomains')->insert(array_map($row, $numbers));
        }
    });
}

/** @return array<string, mixed> */
function compare(): array
{
    Capsule::table('mod_ispbridge_points')->delete(); // the passes of a benchmark follow one another faster than real ones
    Capsule::connection()->getPdo();
    [$before, $start] = [held('VmRSS'), hrtime(true)];
    ob_start();
    $code = Console::syncPortfolio();
    ob_end_clean();
    $seconds = (hrtime(true) - $start) / 1e9;
    if ($code !== 0) {
        throw new RuntimeException("the comparison ended with {$code}: " . json_encode(end(Shop::$moduleLog)));
    }
    $place = Passes::state(Settings::scope(Settings::stored()))['place'];
    return [
        'seconds' => $seconds, 'kilobytes_before' => $before, 'kilobytes_most' => held('VmHWM'),
        'compared' => $place['compared'], 'written' => $place['written'], 'found' => $place['found'],
    ];
}

echo json_encode($part === 'seed' ? seed((int) $argv[3]) : compare()), "\n";
