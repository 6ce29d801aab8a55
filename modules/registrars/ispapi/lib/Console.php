<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Lease;
use Ispbridge\Whmcs\Passes;
use Ispbridge\Whmcs\Tables;

/**
 * What the scripts of bin/ do. This file is loaded before WHMCS is, so it names nothing of WHMCS but in its functions.
 */
final class Console
{
    /**
     * The folder of WHMCS' init.php: the one named by `--root=FOLDER` or `--root FOLDER`, else the nearest above.
     *
     * @param list<string> $arguments
     * @return string|null null where there is none, which standard error then says
     */
    public static function root(array $arguments, string $folder): ?string
    {
        $named = self::named($arguments);
        $root = $named === null ? self::above($folder) : rtrim($named, '/');
        if ($root !== null && is_file("{$root}/init.php")) {
            return $root;
        }
        $where = $named === null ? 'in no folder above this one' : "not in “{$named}”";
        fwrite(STDERR, "WHMCS' init.php is {$where}. Name its folder: --root=/path/to/whmcs\n");
        return null;
    }

    /** @return int the exit code */
    public static function syncPortfolio(): int
    {
        $problem = Bridge::problem(false);
        if ($problem !== null) {
            fwrite(STDERR, "{$problem}\n");
            return 2;
        }
        Tables::ensure();
        $owner = Lease::take(Portfolio::LEASE, Portfolio::LEASE_SECONDS);
        if ($owner === null) {
            fwrite(STDERR, "Another process compares the domains right now.\n");
            return 2;
        }
        try {
            return self::work($owner);
        } finally {
            Lease::release(Portfolio::LEASE, $owner);
        }
    }

    /** @param list<string> $arguments */
    private static function named(array $arguments): ?string
    {
        foreach ($arguments as $place => $argument) {
            [$name, $value] = explode('=', $argument, 2) + [1 => null];
            if ($name === '--root') {
                return $value ?? $arguments[$place + 1] ?? '';
            }
        }
        return null;
    }

    private static function above(string $folder): ?string
    {
        for ($parent = dirname($folder); $parent !== $folder; [$folder, $parent] = [$parent, dirname($parent)]) {
            if (is_file("{$parent}/init.php")) {
                return $parent;
            }
        }
        return null;
    }

    private static function work(string $owner): int
    {
        $subject = Settings::scope(Settings::stored());
        Passes::want($subject);
        $started = hrtime(true);
        $place = [];
        while ($place !== null && Lease::renew(Portfolio::LEASE, $owner, Portfolio::LEASE_SECONDS)) {
            $place = Portfolio::step($place);
            $seconds = number_format((hrtime(true) - $started) / 1e9, 1);
            echo "{$seconds} s: ", Progress::ofSettings(Settings::stored()), "\n";
        }
        return Passes::state($subject)['wanted'] ?? true ? 1 : 0;
    }
}
