<?php

declare(strict_types=1);

namespace Host\Boot;

use WHMCS\Database\Capsule;

/** Connects Capsule by the values of configuration.php. */
final class Database
{
    public static function connect(): void
    {
        $driver = Configuration::text('db_driver') ?: 'mysql';
        $capsule = new Capsule();
        $capsule->addConnection($driver === 'sqlite' ? self::sqlite() : self::mysql());
        $capsule->setAsGlobal();
        $capsule->bootEloquent();
        if ($driver === 'sqlite') {
            $pdo = new SqlitePdo(Configuration::text('db_name'));
            Capsule::connection()->setPdo($pdo)->setReadPdo($pdo);
        }
    }

    /** @return array<string, mixed> */
    private static function sqlite(): array
    {
        return ['driver' => 'sqlite', 'database' => Configuration::text('db_name'), 'prefix' => ''];
    }

    /**
     * WHMCS needs a server that is not strict: dates are `0000-00-00` where empty (contract, section 7).
     *
     * @return array<string, mixed>
     */
    private static function mysql(): array
    {
        return [
            'driver' => 'mysql',
            'host' => Configuration::text('db_host') ?: 'localhost',
            'port' => Configuration::text('db_port') ?: '3306',
            'unix_socket' => Configuration::text('db_socket'),
            'database' => Configuration::text('db_name'),
            'username' => Configuration::text('db_username'),
            'password' => Configuration::text('db_password'),
            'charset' => Configuration::text('mysql_charset') ?: 'utf8mb4',
            'collation' => 'utf8mb4_unicode_ci',
            'prefix' => '',
            'strict' => false,
        ];
    }
}
