<?php

declare(strict_types=1);

namespace Host\Boot;

use Host\Facade\AdminLang;
use Host\Facade\App;
use Host\Facade\Hook;
use Host\Facade\Lang;
use Host\Hook\HookFiles;
use Host\Http\HttpSession;
use WHMCS\Database\Capsule;

/** The boot order of the contract, section 10.1. */
final class Boot
{
    private const FACADES = [
        'AdminLang' => AdminLang::class,
        'App' => App::class,
        'Hook' => Hook::class,
        'Lang' => Lang::class,
    ];

    public static function run(): void
    {
        date_default_timezone_set('UTC');
        Configuration::load(ROOTDIR . '/configuration.php');
        ErrorPage::install();
        Database::connect();
        self::loadSettings();
        Clock::apply();
        if (PHP_SAPI !== 'cli') {
            HttpSession::start();
        }
        Language::load();
        self::aliasFacades();
        HookFiles::load();
    }

    /** `$CONFIG` holds every row of tblconfiguration. */
    private static function loadSettings(): void
    {
        $GLOBALS['CONFIG'] = Capsule::table('tblconfiguration')->pluck('value', 'setting')->all();
    }

    private static function aliasFacades(): void
    {
        foreach (self::FACADES as $alias => $class) {
            class_alias($class, $alias);
        }
    }
}
