<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Illuminate\Database\Schema\Blueprint;
use WHMCS\Database\Capsule;

/**
 * A shop that sells through the registrar module which came with WHMCS.
 */
final class OldShop
{
    /** Table => its columns of text. */
    private const TABLES = [
        'tblregistrars' => ['registrar', 'setting', 'value'],
        'tbldomains' => ['domain', 'registrar', 'status'],
        'tbldomainpricing' => ['extension', 'autoreg'],
        'tblconfiguration' => ['setting', 'value'],
        'tbldomainsadditionalfields' => ['name', 'value'],
    ];

    private const SETTINGS = [
        'Username' => 'shop', 'Password' => 'p&quot;w "ü', 'TestMode' => '', 'ProxyServer' => '',
        'IRTP' => 'Check to act as Designated Agent for all of them', 'OldThing' => 'x',
    ];

    public static function open(): void
    {
        Shop::$fields['us'] = [['Name' => 'Nexus Category'], ['Name' => 'Application Purpose']];
        foreach (self::TABLES as $table => $columns) {
            Capsule::schema()->create($table, static function (Blueprint $blueprint) use ($columns): void {
                $blueprint->increments('id');
                $blueprint->integer('domainid')->default(0);
                foreach ($columns as $column) {
                    $blueprint->string($column, 200);
                }
            });
        }
        self::store('hexonet', self::SETTINGS);
        self::store('ispapi', ['Username' => '', 'Password' => '', 'TestMode' => '', 'TRANSFERLOCK' => 'on', 'IRTP' => 'da']);
        self::domain(1, 'one.com', 'hexonet');
        self::domain(2, 'two.us', 'hexonet');
        self::domain(3, 'three.com', 'other');
        self::domain(4, 'four.com', 'ispapi');
        Capsule::table('tbldomainpricing')->insert([
            ['extension' => '.com', 'autoreg' => 'hexonet'], ['extension' => '.us', 'autoreg' => ''],
        ]);
        Capsule::table('tblconfiguration')->insert(['setting' => 'domainLookupRegistrar', 'value' => 'other']);
        Capsule::table('tbldomainsadditionalfields')->insert([
            ['domainid' => 2, 'name' => 'Nexus Category', 'value' => 'C11'],
            ['domainid' => 2, 'name' => 'Old Name', 'value' => 'x'],
            ['domainid' => 3, 'name' => 'Of Another', 'value' => 'x'],
        ]);
    }

    /** @param array<string, string> $settings */
    public static function store(string $module, array $settings): void
    {
        Capsule::table('tblregistrars')->where('registrar', $module)->delete();
        foreach ($settings as $setting => $plain) {
            $value = localAPI('EncryptPassword', ['password2' => $plain])['password'];
            Capsule::table('tblregistrars')->insert(['registrar' => $module, 'setting' => $setting, 'value' => $value]);
        }
    }

    /** @return array<string, string> the settings of a module in the clear */
    public static function stored(string $module): array
    {
        $rows = Capsule::table('tblregistrars')->where('registrar', $module)->orderBy('id')->pluck('value', 'setting')->all();
        $decrypt = static fn (string $value): string => localAPI('DecryptPassword', ['password2' => $value])['password'];
        return array_map($decrypt, $rows);
    }

    /** Every cell of every table, as the database has it. */
    public static function picture(): string
    {
        $rows = static fn (string $table): array => Capsule::table($table)->orderBy('id')->get()->all();
        return print_r(array_map($rows, array_combine(array_keys(self::TABLES), array_keys(self::TABLES))), true);
    }

    private static function domain(int $id, string $name, string $registrar): void
    {
        Capsule::table('tbldomains')->insert(['id' => $id, 'domain' => $name, 'registrar' => $registrar, 'status' => 'Active']);
    }
}
