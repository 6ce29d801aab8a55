<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Illuminate\Database\Capsule\Manager;
use Illuminate\Database\Connection;
use Ispbridge\Whmcs\Store;
use Ispbridge\Whmcs\Tables;
use PDO;
use Tests\Support\MariaDb;
use WHMCS\Database\Capsule;

/**
 * A test of what is kept in the database, run on each kind of it: the provider of a test names the kind first.
 */
abstract class DatabaseTestCase extends ModuleTestCase
{
    protected const SCOPE = Intent::SCOPE;

    protected const STRICT = [
        'strict' => true, 'options' => [PDO::ATTR_EMULATE_PREPARES => true, PDO::ATTR_STRINGIFY_FETCHES => true],
    ];

    private const TABLES = [
        'tbltodolist', 'mod_ispbridge_meta', 'mod_ispbridge_journal', 'mod_ispbridge_cache', 'mod_ispbridge_lease',
        'mod_ispbridge_points', 'mod_ispbridge_applications', 'mod_ispbridge_snapshot', 'mod_ispbridge_findings',
        'mod_ispbridge_audit', 'mod_ispbridge_passes', 'mod_ispbridge_undo',
    ];

    /** Of its own, so that no test can leave it in a strange state. */
    private static ?Connection $root = null;

    protected Store $store;

    protected function setUp(): void
    {
        parent::setUp();
        Tables::ensure();
        $this->store = new Store();
    }

    protected function tearDown(): void
    {
        Capsule::connection()->disconnect(); // with what it may have left open
    }

    /** @return array<string, array{string}> */
    public static function databases(): array
    {
        return ['SQLite' => ['sqlite']] + self::servers();
    }

    /**
     * WHMCS needs a server that is not strict; ours may be either. What a shop's PDO does is not known either, so the other
     * one gives numbers as text.
     *
     * @return array<string, array{string}>
     */
    public static function servers(): array
    {
        return ['MariaDB' => ['plain'], 'strict MariaDB' => ['strict']];
    }

    /** @return array<string, mixed> */
    protected function database(): array
    {
        $kind = $this->getProvidedData()[0] ?? 'sqlite';
        if ($kind === 'sqlite') {
            return parent::database();
        }
        if (MariaDb::isWaived()) {
            self::markTestSkipped('ISPBRIDGE_WITHOUT_MARIADB=1');
        }
        self::clear();
        return self::mariaDb($kind === 'strict' ? self::STRICT : []);
    }

    /** Empties the database; it is made anew only where a test has changed more than rows, which takes longer. */
    private static function clear(): void
    {
        self::$root ??= self::connect(self::mariaDb(['database' => '']));
        $found = self::$root->select("SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'test'");
        $tables = array_column($found, 'name');
        if (array_diff(self::TABLES, $tables) !== [] || count($tables) > count(self::TABLES)) {
            self::$root->unprepared('DROP DATABASE IF EXISTS test; CREATE DATABASE test');
            return;
        }
        foreach (self::TABLES as $table) {
            self::$root->statement("DELETE FROM test.{$table}");
        }
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed>
     */
    protected static function mariaDb(array $more = []): array
    {
        return $more + [
            'driver' => 'mysql', 'unix_socket' => MariaDb::shared()->socket, 'host' => 'localhost', 'database' => 'test',
            'username' => 'root', 'password' => '', 'charset' => 'utf8mb4', 'collation' => 'utf8mb4_unicode_ci', 'prefix' => '',
            'strict' => false,
        ];
    }

    /**
     * A connection of somebody else.
     *
     * @param array<string, mixed> $config
     */
    protected static function connect(array $config): Connection
    {
        $manager = new Manager();
        $manager->addConnection($config);
        return $manager->getConnection();
    }

    /**
     * @param array<string, mixed> $more
     * @return array<string, mixed> the answer
     */
    protected function claim(array $more = []): array
    {
        return $this->store->perform(Intent::of($more));
    }

    /**
     * @param array<string, mixed> $claim the answer to a claim
     * @param array<string, mixed> $evidence
     * @return array<string, mixed> the answer
     */
    protected function settle(array $claim, string $state, array $evidence = []): array
    {
        $effect = ['effect' => 'settle', 'state' => $state, 'evidence' => $evidence];
        return $this->store->perform($effect + array_intersect_key($claim, ['id' => 0, 'version' => 0]));
    }

    /** @return list<array<string, mixed>>|null the journal of a name */
    protected function journal(string $domain = 'example.com'): ?array
    {
        return $this->store->perform(['effect' => 'load', 'what' => 'journal', 'scope' => self::SCOPE, 'domain' => $domain]);
    }

    /** Moves times of a table into the past. */
    protected function age(string $table, int $seconds, string ...$columns): void
    {
        foreach ($columns as $column) {
            Capsule::table("mod_ispbridge_{$table}")->update([$column => Capsule::raw("{$column} - {$seconds}")]);
        }
    }
}
