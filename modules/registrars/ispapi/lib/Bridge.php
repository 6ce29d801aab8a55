<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Guard;
use Ispbridge\Whmcs\Lang;

/**
 * The way to modules/ispbridge, which may be missing: it is a folder of its own, and people copy folders one by one.
 * The two sentences below are needed when its languages cannot be read, so they stand here too.
 */
final class Bridge
{
    /** `guard.folder_missing` in English. */
    public const FOLDER_MISSING = 'The folder modules/ispbridge is missing or not complete. '
        . 'Copy the whole modules folder of the package over the one of WHMCS.';

    /** `error.internal` in English. */
    public const INTERNAL_ERROR = 'An internal error stopped this request. Please contact support.';

    /** Without these not even a sentence can be said; if another file is missing, there is an error that can be caught. */
    private const NEEDED = ['autoload.php', 'version.php', 'lang/english.php', 'lib/Guard.php', 'lib/Lang.php'];

    /** What keeps a verb from running, as a sentence with the remedy; null when nothing does. */
    public static function problem(bool $spends): ?string
    {
        if (!self::load()) {
            return self::FOLDER_MISSING;
        }
        $problem = Guard::problem($spends);
        return $problem === null ? null : Lang::ofVisitor()->message($problem);
    }

    /** The languages, null while modules/ispbridge is missing. */
    public static function lang(): ?Lang
    {
        return self::load() ? Lang::ofVisitor() : null;
    }

    /** Makes the classes of modules/ispbridge known. To require a file that cannot be read would be fatal. */
    private static function load(): bool
    {
        $folder = dirname(__DIR__, 3) . '/ispbridge';
        foreach (self::NEEDED as $file) {
            if (!is_readable("{$folder}/{$file}")) {
                return false;
            }
        }
        require_once "{$folder}/autoload.php";
        return true;
    }
}
