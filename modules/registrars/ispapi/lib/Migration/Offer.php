<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Safely;
use WHMCS\Database\Capsule;

/**
 * The row of the settings page that offers the move. It counts, and names the command; the page itself changes nothing, for a
 * registrar module has no page of its own that WHMCS would guard.
 */
final class Offer
{
    private const COMMAND = 'php modules/registrars/ispapi/bin/migrate.php';

    /** The sentence, null where there is nothing to move; for WHMCS' staff, so that it may fail without a trace of its reason. */
    public static function sentence(Lang $lang): ?string
    {
        if (!class_exists(Safely::class)) {
            return null; // some file of modules/ispbridge is missing
        }
        $found = Safely::run('look for domains of the old module', self::pointers(...), null);
        return $found === null || $found->obstacle !== null ? null : $lang->text('migration.offer', [
            'domains' => (string) $found->domainCount(), 'prices' => (string) $found->priceCount(),
            'old' => Survey::OLD, 'command' => self::COMMAND,
        ]);
    }

    /** WHMCS asks for the settings page's rows on many pages; shops that never had the old module are done after one look. */
    private static function pointers(): ?Findings
    {
        $isThere = Capsule::table('tblregistrars')->where('registrar', Survey::OLD)->exists();
        return $isThere ? (new Survey())->pointers() : null;
    }
}
