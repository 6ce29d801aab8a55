<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

use Illuminate\Database\Connection;
use RuntimeException;
use WHMCS\Database\Capsule;

/**
 * Carries out what was found, in one transaction, after its undoing is written down; and undoes it. What changed meanwhile
 * stops a move, and is left as it is when a move is undone.
 */
final class Move
{
    /** How many rows one statement names. */
    private const AT_ONCE = 500;

    private const TABLES = ['tblconfiguration', 'tbldomainpricing', 'tbldomains', 'tblregistrars'];

    /** Name in the record => where it is. */
    private const POINTERS = ['domains' => ['tbldomains', 'registrar'], 'prices' => ['tbldomainpricing', 'autoreg']];

    /**
     * @param string|null $file where the record goes; null for the database
     * @return int the number of the record in the database, 0 where it is in a file
     * @throws \Throwable when nothing was changed
     */
    public static function apply(Findings $found, ?string $file): int
    {
        self::requireTransactions();
        $record = Record::of($found);
        if ($file !== null) {
            $record->toFile($file);
        }
        return Capsule::connection()->transaction(static function (Connection $database) use ($record, $file): int {
            $number = $file === null ? $record->toDatabase() : 0;
            self::carryOut($database, $record->content);
            return $number;
        });
    }

    /**
     * @return list<string> what is left as it is, since it changed after the move
     * @throws \Throwable when nothing was changed
     */
    public static function undo(Record $record): array
    {
        self::requireTransactions();
        return Capsule::connection()->transaction(static function (Connection $database) use ($record): array {
            $left = array_filter(array_map(self::restore(...), $record->content['settings']));
            foreach (self::POINTERS as $name => [$table, $column]) {
                foreach ($record->content[$name] as $old => $ids) {
                    $count = count($ids) - self::point($database, $table, $column, $ids, Survey::NEW, (string) $old);
                    $left[] = $count > 0 ? "{$table}: {$count}" : null;
                }
            }
            $left[] = self::pointLookup(Survey::NEW, $record->content['lookup']) ? null : 'domainLookupRegistrar';
            return array_values(array_filter($left));
        });
    }

    /**
     * @param array<string, mixed> $content of the record
     * @throws RuntimeException where something changed since it was found
     */
    private static function carryOut(Connection $database, array $content): void
    {
        array_map(self::write(...), $content['settings']);
        foreach (self::POINTERS as $name => [$table, $column]) {
            foreach ($content[$name] as $old => $ids) {
                $moved = self::point($database, $table, $column, $ids, (string) $old, Survey::NEW);
                $moved === count($ids) || throw new RuntimeException("{$table} changed meanwhile");
            }
        }
        self::pointLookup($content['lookup'], Survey::NEW) || throw new RuntimeException('the lookup changed meanwhile');
    }

    /** Old shops may still have tables that know no transaction; half a move could not be undone by the database. */
    private static function requireTransactions(): void
    {
        if (Capsule::connection()->getDriverName() !== 'mysql') {
            return;
        }
        $marks = implode(', ', array_fill(0, count(self::TABLES), '?'));
        $other = Capsule::connection()->selectOne('SELECT COUNT(*) AS found FROM information_schema.tables WHERE '
            . "table_schema = DATABASE() AND engine <> 'InnoDB' AND table_name IN ({$marks})", self::TABLES);
        (int) $other->found === 0 || throw new RuntimeException('a table of WHMCS is not of the kind InnoDB');
    }

    /**
     * @param list<int> $ids
     * @return int how many rows were changed
     */
    private static function point(Connection $database, string $table, string $column, array $ids, string $from, string $to): int
    {
        $changed = 0;
        foreach (array_chunk($ids, self::AT_ONCE) as $some) {
            $changed += $database->table($table)->whereIn('id', $some)->where($column, $from)->update([$column => $to]);
        }
        return $changed;
    }

    /** Whether nothing had to change, or it did. */
    private static function pointLookup(?string $from, ?string $to): bool
    {
        return $from === null || $to === null || Capsule::table('tblconfiguration')
            ->where('setting', 'domainLookupRegistrar')->where('value', $from)->update(['value' => $to]) === 1;
    }

    /** @param array{name: string, row: ?int, old: ?string, new: string} $setting */
    private static function write(array $setting): void
    {
        $rows = self::rows($setting['name']);
        if ($setting['row'] === null) {
            $rows->exists() && throw new RuntimeException("the setting {$setting['name']} changed meanwhile");
            $row = ['registrar' => Survey::NEW, 'setting' => $setting['name'], 'value' => $setting['new']];
            Capsule::table('tblregistrars')->insert($row);
            return;
        }
        $stored = $rows->where('id', $setting['row'])->lockForUpdate()->value('value');
        $stored === $setting['old'] || throw new RuntimeException("the setting {$setting['name']} changed meanwhile");
        Capsule::table('tblregistrars')->where('id', $setting['row'])->update(['value' => $setting['new']]);
    }

    /**
     * @param array{name: string, row: ?int, old: ?string, new: string} $setting
     * @return string|null its name where it is another one by now
     */
    private static function restore(array $setting): ?string
    {
        $rows = self::rows($setting['name']);
        $setting['row'] === null || $rows->where('id', $setting['row']);
        $row = $rows->lockForUpdate()->first(['id', 'value']);
        if ($row === null || $row->value !== $setting['new']) {
            return $setting['name'];
        }
        $own = Capsule::table('tblregistrars')->where('id', $row->id);
        $setting['row'] === null ? $own->delete() : $own->update(['value' => $setting['old']]);
        return null;
    }

    private static function rows(string $setting): \Illuminate\Database\Query\Builder
    {
        return Capsule::table('tblregistrars')->where('registrar', Survey::NEW)->where('setting', $setting);
    }
}
