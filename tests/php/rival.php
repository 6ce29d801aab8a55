<?php

/**
 * The other process of RivalryTest: prints "ready", waits for the end of its input, plays its part, tells how it went.
 */

declare(strict_types=1);

use Ispbridge\Tests\Intent;
use Ispbridge\Tests\Shop;
use Ispbridge\Whmcs\Store;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Migration\Move;
use WHMCS\Module\Registrar\Ispapi\Migration\Survey;

require __DIR__ . '/bootstrap.php';

[, $part, $config] = $argv;
Shop::join(json_decode($config, true, 8, JSON_THROW_ON_ERROR));

function await(): void
{
    echo "ready\n";
    stream_get_contents(STDIN);
}

/** Claims what the others claim. */
function claim(): array
{
    Capsule::connection()->getPdo();
    await();
    return (new Store())->perform(Intent::of());
}

/** Asks for points, more often than there are any. */
function lease(): array
{
    Capsule::connection()->getPdo();
    await();
    $wish = ['effect' => 'points', 'scope' => Intent::SCOPE, 'want' => 30];
    return array_map(static fn (): array => (new Store())->perform($wish), range(1, 5));
}

/** Makes the tables. */
function ensure(): array
{
    Capsule::connection()->getPdo();
    await();
    Tables::ensure();
    return ['version' => Tables::version()];
}

/** Moves from the old module. */
function move(): array
{
    $found = (new Survey())->findings();
    await();
    return ['number' => Move::apply($found, null)];
}

/**
 * Holds the one row of the journal, waits until somebody waits for it, and then wants all rows, so also the one that this
 * somebody has half written. It has changed more rows than that one, so the database lets it win.
 */
function deadlock(): array
{
    Capsule::connection()->beginTransaction();
    foreach (range(1, 20) as $number) {
        Capsule::table('mod_ispbridge_meta')->insert(['name' => "rival {$number}", 'fact' => '""', 'value' => '""']);
    }
    $id = Capsule::table('mod_ispbridge_journal')->value('id');
    Capsule::table('mod_ispbridge_journal')->where('id', $id)->update(['active_key' => Capsule::raw('REVERSE(active_key)')]);
    await();
    $deadline = microtime(true) + 20;
    while ((int) Capsule::connection()->select("SHOW GLOBAL STATUS LIKE 'Innodb_row_lock_current_waits'")[0]->Value === 0) {
        if (microtime(true) > $deadline) {
            throw new RuntimeException('nobody waits for the row');
        }
    }
    Capsule::connection()->select('SELECT * FROM mod_ispbridge_journal FORCE INDEX (PRIMARY) FOR UPDATE');
    Capsule::connection()->rollBack();
    return ['got' => 'both'];
}

echo json_encode($part(), JSON_THROW_ON_ERROR);
