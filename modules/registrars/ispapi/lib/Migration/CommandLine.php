<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Safely;
use Ispbridge\Whmcs\Tables;
use RuntimeException;
use Throwable;
use WHMCS\Carbon;

/**
 * The command line of a move: shows what it would change, carries it out, undoes it.
 */
final class CommandLine
{
    private const USAGE = <<<'TEXT'
        Moves domains, prices and settings from the registrar module hexonet, which came with WHMCS, to ispapi.

          --root FOLDER       where WHMCS is, unless this script lies in it; --root=FOLDER is the same
          --dry-run           shows what would change; so does no option at all
          --apply             carries it out, in one transaction
          --undo-file FILE    where to write what undoes it; else a file in the home folder, or else the database
          --undo FILE|NUMBER  undoes a move by that file, or by that record of the database

        TEXT;

    /** A leftover of the old module, which only a person should remove. */
    private const WIDGET = ['modules', 'widgets', 'hexonet_summary.php'];

    private readonly Lang $lang;

    /** @var resource */
    private $output;

    /** @param resource $output where it says what it does */
    public function __construct($output)
    {
        $this->lang = Lang::ofShop();
        $this->output = $output;
    }

    /**
     * @param list<string> $arguments
     * @return int the exit code: 0 it is as was wanted, 1 it is not, 2 the command line is wrong
     */
    public function run(array $arguments): int
    {
        $options = self::options($arguments);
        if ($options === null) {
            fwrite($this->output, self::USAGE);
            return $arguments === ['--help'] ? 0 : 2;
        }
        try {
            Tables::ensure();
            return isset($options['--undo']) ? $this->undo($options['--undo']) : $this->move($options);
        } catch (Throwable $thrown) {
            // What a database says may hold values; and when it broke off at the commit, nobody knows its end.
            $thrown::class === RuntimeException::class
                ? $this->say('migration.failed', ['reason' => $thrown->getMessage()])
                : $this->say('migration.broke', ['reason' => $thrown::class]);
            return 1;
        }
    }

    /** @param array<string, string> $options */
    private function move(array $options): int
    {
        $found = (new Survey())->findings();
        if ($found->obstacle !== null) {
            $this->say($found->obstacle, ['old' => Survey::OLD]);
            return $found->obstacle === 'migration.nothing' ? 0 : 1;
        }
        $this->report($found);
        if (!isset($options['--apply'])) {
            $this->say('migration.dry');
            return 0;
        }
        $this->apply($found, self::file($options['--undo-file'] ?? null));
        return 0;
    }

    private function apply(Findings $found, ?string $file): void
    {
        $number = Move::apply($found, $file);
        self::log("moved {$found->domainCount()} domains and {$found->priceCount()} extensions from " . Survey::OLD);
        $this->say('migration.done', ['undo' => '--undo ' . ($file === null ? (string) $number : escapeshellarg($file))]);
        $this->next();
    }

    private function report(Findings $found): void
    {
        $counts = ['domains' => (string) $found->domainCount(), 'prices' => (string) $found->priceCount(), 'old' => Survey::OLD];
        $this->say('migration.counts', $counts);
        foreach ($found->settings as $setting) {
            $this->say("migration.setting_{$setting->fate}", ['name' => $setting->name]);
        }
        $found->lookup === null || $this->say('migration.lookup');
        $found->lookupStays === false || $this->say('migration.lookup_stays');
        foreach ($found->fields as $extension => $names) {
            $this->say('migration.fields', ['extension' => ".{$extension}", 'names' => implode(', ', $names)]);
        }
    }

    private function next(): void
    {
        $this->say('migration.next_deactivate', ['old' => Survey::OLD]);
        $widget = implode('/', [ROOTDIR, ...self::WIDGET]);
        is_file($widget) && $this->say('migration.next_widget', ['file' => $widget]);
    }

    private function undo(string $what): int
    {
        $record = ctype_digit($what) ? Record::ofDatabase((int) $what) : Record::ofFile($what);
        $left = Move::undo($record);
        self::log('a move from ' . Survey::OLD . ' was undone');
        $this->say('migration.undone', ['old' => Survey::OLD]);
        $left === [] || $this->say('migration.left', ['left' => implode(', ', $left)]);
        return $left === [] ? 0 : 1;
    }

    /**
     * Where the record goes; null for the database. Never into WHMCS' folder, which a web server shows, nor unasked into the one
     * around it, which it may show too.
     *
     * @throws RuntimeException for a file in there
     */
    private static function file(?string $asked): ?string
    {
        $folder = $asked === null ? (string) getenv('HOME') : dirname($asked);
        $real = realpath($folder === '' ? '/' : $folder);
        $isShown = $real === false || str_starts_with("{$real}/", realpath(ROOTDIR) . '/');
        if ($asked !== null) {
            return $isShown ? throw new RuntimeException("{$folder} is no folder outside of WHMCS") : $asked;
        }
        $name = 'ispapi-migration-' . Carbon::now('UTC')->format('Ymd-His') . '.json';
        $isBad = $isShown || $folder === '' || $real === dirname((string) realpath(ROOTDIR)) || !is_writable($real);
        return $isBad ? null : "{$real}/{$name}";
    }

    /**
     * @param list<string> $arguments
     * @return array<string, string>|null option to its value; null for a line that is none
     */
    private static function options(array $arguments): ?array
    {
        $options = [];
        while (($argument = array_shift($arguments)) !== null) {
            [$name, $value] = explode('=', $argument, 2) + [1 => null];
            if (in_array($name, ['--root', '--undo', '--undo-file'], true)) {
                $value ??= array_shift($arguments);
            } elseif (in_array($argument, ['--apply', '--dry-run'], true)) {
                $value = '';
            } else {
                return null;
            }
            $options[$name] = $value;
        }
        $isOne = count(array_intersect_key($options, ['--apply' => 0, '--dry-run' => 0, '--undo' => 0])) <= 1;
        return $isOne && !in_array(null, $options, true) ? $options : null;
    }

    /** It is done by now, whatever becomes of the log. */
    private static function log(string $what): void
    {
        Safely::run('log a move', static fn (): mixed => logActivity("ISPAPI: {$what}"), null);
    }

    /** @param array<string, string> $values */
    private function say(string $key, array $values = []): void
    {
        fwrite($this->output, $this->lang->text($key, $values) . "\n");
    }
}
