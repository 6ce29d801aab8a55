<?php

declare(strict_types=1);

namespace Host\Install;

use Throwable;

/** The command line around the installer: help, messages, exit code. */
final class Main
{
    private const HELP = <<<'TEXT'
        Installs the stand-in host. Run it again to refresh the code; data stays.

          --root DIR             web root to create (required)
          --modules DIR          WHMCS modules to copy, whole, into the web root
          --data DIR             sessions, templates, SQLite file; default: <root>.data, outside the web root
          --db SPEC              sqlite:FILE, or mysql:dbname=NAME;socket=PATH;user=NAME;password=TEXT
                                 (host= and port= instead of socket=); default: sqlite in the data folder
          --admin-password TEXT  password of the administrator "admin"; default: random at first
          --client-password TEXT password of the customer "client@example.com"; default: random at first
          --system-url URL       where the host is reached; default: http://127.0.0.1:8080/
          --registrar NAME       module that registers new domains; default: the only one there is

        Then: php -S 127.0.0.1:8080 -t <root> php/host/router.php

        TEXT;

    /** @param list<string> $arguments */
    public static function run(array $arguments): int
    {
        if (in_array('--help', $arguments, true)) {
            echo self::HELP;
            return 0;
        }
        try {
            echo implode("\n", (new Installer(Options::parse($arguments)))->run()), "\n";
            return 0;
        } catch (InstallError $error) {
            fwrite(STDERR, "install: {$error->getMessage()}\n");
        } catch (Throwable $error) {
            fwrite(STDERR, 'install: ' . get_class($error) . ": {$error->getMessage()}\n");
        }
        return 1;
    }
}
