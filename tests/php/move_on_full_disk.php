<?php

/**
 * Moves where no file may grow, and prints what came of it as JSON.
 */

declare(strict_types=1);

use Ispbridge\Tests\OldShop;
use Ispbridge\Tests\Shop;
use WHMCS\Module\Registrar\Ispapi\Migration\Move;
use WHMCS\Module\Registrar\Ispapi\Migration\Survey;

require __DIR__ . '/bootstrap.php';

Shop::open(['driver' => 'sqlite', 'database' => ':memory:', 'prefix' => '']);
OldShop::open();
$told = ['before' => OldShop::picture(), 'thrown' => ''];
try {
    Move::apply((new Survey())->findings(), $argv[1]);
} catch (RuntimeException $thrown) {
    $told['thrown'] = $thrown->getMessage();
}
echo json_encode($told + ['after' => OldShop::picture()], JSON_THROW_ON_ERROR);
