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
     * The folder of WHMCS' init.php: the one named by `--root=`, else the nearest above.
     *
     * @param list<string> $arguments
     */
    public static function root(array $arguments, string $folder): ?string
    {
        foreach ($arguments as $argument) {
            if (str_starts_with($argument, '--root=')) {
                $named = rtrim(substr($argument, strlen('--root=')), '/');
                return is_file("{$named}/init.php") ? $named : null;
            }
        }
        for ($parent = dirname($folder); $parent !== $folder; [$folder, $parent] = [$parent, dirname($parent)]) {
            if (is_file("{$parent}/init.php")) {
                return $parent;
            }
        }
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

    private static function work(string $owner): int
    {
        $subject = Portfolio::subject(Settings::stored());
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
