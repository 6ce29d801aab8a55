<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use WHMCS\Database\Capsule;

/**
 * The state of the WHMCS around the modules: what it was told, and what it was asked to write down.
 */
final class Shop
{
    /** @var list<array{module: string, action: string, request: string, response: string, processed: string, masked: list<string>}> */
    public static array $moduleLog;

    /** @var list<string> */
    public static array $activityLog;

    /** Whether WHMCS' own functions meet a database that is away. */
    public static bool $isDown = false;

    /** @var array<string, string> rows of tblconfiguration */
    public static array $settings;

    /** @var array<string, string> */
    public static array $session;

    /** @var array<string, string> the shop's own language lines */
    public static array $wording;

    /** @var array<string, array<string, string>> registrar => its stored settings */
    public static array $registrarSettings;

    /** The client who is logged in. */
    public static ?int $client;

    /** @var array<string, list<array{Name: string}>> TLD without dot => its additional fields, as WHMCS numbers them */
    public static array $fields;

    /** @var array<string, list<callable>> hook point => what was added */
    public static array $hooks = [];

    /** `tbladmins.id` of the administrator who is logged in, null for none. */
    public static ?int $admin;

    /** What the role of the administrators allows. */
    public static string $permissions;

    /** @param array<string, mixed> $database as Capsule takes it */
    public static function open(array $database): void
    {
        self::join($database);
        if (Capsule::schema()->hasTable('tbltodolist')) {
            return; // a database that is used again
        }
        Capsule::schema()->create('tbltodolist', static function ($table): void {
            $table->increments('id');
            foreach (['date', 'title', 'description', 'status', 'duedate'] as $column) {
                $table->text($column);
            }
            $table->integer('admin');
        });
    }

    /**
     * Another process of a shop that is open.
     *
     * @param array<string, mixed> $database as Capsule takes it
     */
    public static function join(array $database): void
    {
        self::$moduleLog = self::$activityLog = self::$session = self::$wording = self::$registrarSettings = [];
        self::$isDown = false;
        self::$admin = null;
        self::$permissions = 'List Clients,Perform Registrar Operations';
        [self::$client, self::$fields] = [null, []];
        self::$settings = ['Language' => 'english', 'Version' => '8.13.1-release.1'];
        $capsule = new Capsule();
        $capsule->addConnection($database);
        $capsule->setAsGlobal();
    }

    /** @param array<string, string> $sold extension => registrar */
    public static function priceList(array $sold): void
    {
        Capsule::schema()->create('tbldomainpricing', static function ($table): void {
            $table->text('extension');
            $table->text('autoreg');
        });
        foreach ($sold as $extension => $registrar) {
            Capsule::table('tbldomainpricing')->insert(['extension' => $extension, 'autoreg' => $registrar]);
        }
    }

    /** @param array<string, string> $client a row of tblclients, and `dk` for the custom field */
    public static function logIn(array $client): void
    {
        $tables = ['tblclients' => ['id', 'country', 'companyname', 'tax_id', 'language'], 'tblcustomfields' => ['id', 'type',
            'fieldname'], 'tblcustomfieldsvalues' => ['fieldid', 'relid', 'value']];
        foreach ($tables as $name => $columns) {
            Capsule::schema()->create($name, static function ($table) use ($columns): void {
                foreach ($columns as $column) {
                    $table->text($column)->default('');
                }
            });
        }
        Capsule::table('tblclients')->insert(['id' => 7] + array_diff_key($client, ['dk' => true]));
        Capsule::table('tblcustomfields')->insert(['id' => 3, 'type' => 'client', 'fieldname' => 'Shoe size']);
        $ours = ['id' => 4, 'type' => 'client', 'fieldname' => 'dkhostmasteruserid|DK-Hostmaster User ID'];
        Capsule::table('tblcustomfields')->insert($ours);
        Capsule::table('tblcustomfieldsvalues')->insert(['fieldid' => 3, 'relid' => 7, 'value' => '43']);
        Capsule::table('tblcustomfieldsvalues')->insert(['fieldid' => 4, 'relid' => 7, 'value' => $client['dk'] ?? '']);
        self::$client = 7;
    }

    /** Two administrators and a disabled one; the first is logged in. */
    public static function administrators(): void
    {
        Capsule::schema()->create('tbladmins', static function ($table): void {
            $table->increments('id');
            $table->string('username');
            $table->integer('disabled');
        });
        foreach ([1 => 0, 2 => 0, 3 => 1] as $id => $disabled) {
            Capsule::table('tbladmins')->insert(['id' => $id, 'username' => "admin{$id}", 'disabled' => $disabled]);
        }
        self::$admin = 1;
    }

    /** @return list<\stdClass> */
    public static function todos(): array
    {
        return Capsule::table('tbltodolist')->orderBy('id')->get()->all();
    }

    /** Everything that was written down, as one text. */
    public static function paper(): string
    {
        $shown = array_map(static fn (array $row): array => ['masked' => []] + $row, self::$moduleLog);
        return print_r([$shown, self::$activityLog, self::todos()], true);
    }
}
