<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Lang;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Migration\CommandLine;
use WHMCS\Module\Registrar\Ispapi\Migration\Move;
use WHMCS\Module\Registrar\Ispapi\Migration\Offer;
use WHMCS\Module\Registrar\Ispapi\Migration\Survey;

/**
 * The move from the registrar module that came with WHMCS: all of it or nothing, once, and back to the last byte.
 */
final class MigrationTest extends DatabaseTestCase
{
    private string $folder;

    private string $before;

    protected function setUp(): void
    {
        parent::setUp();
        OldShop::open();
        $this->before = OldShop::picture();
        $this->folder = sys_get_temp_dir() . '/move-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        putenv("HOME={$this->folder}");
    }

    protected function tearDown(): void
    {
        parent::tearDown();
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    /** @dataProvider databases */
    public function testALookTellsEverythingAndChangesNothing(): void
    {
        foreach ([[], ['--dry-run'], ['--root=/x', '--dry-run'], ['--root', '/x']] as $arguments) {
            [$code, $said] = $this->command($arguments);
            self::assertSame(0, $code);
            self::assertStringContainsString('From hexonet: 2 domains, 1 extensions.', $said);
            self::assertStringContainsString('Setting Username: taken over.', $said);
            self::assertStringContainsString('Setting TestMode: the same in both.', $said);
            self::assertStringContainsString('Setting OldThing: this module has none of that name', $said);
            self::assertStringContainsString('under .us that are stored but not defined in this shop: Old Name.', $said);
            self::assertStringNotContainsString('Of Another', $said);
            self::assertStringContainsString('Nothing was changed.', $said);
            self::assertSame($this->before, OldShop::picture());
        }
        self::assertSame([], glob("{$this->folder}/*"));
    }

    /** @dataProvider databases */
    public function testAMoveTakesDomainsPricesAndSettingsAndKeepsTheOldOnes(): void
    {
        [$code, $said] = $this->command(['--apply']);
        self::assertSame(0, $code, $said);
        self::assertSame(['ispapi', 'ispapi', 'other', 'ispapi'], $this->column('tbldomains', 'registrar'));
        self::assertSame(['ispapi', ''], $this->column('tbldomainpricing', 'autoreg'));
        $wanted = ['Username' => 'shop', 'Password' => 'p&quot;w "ü', 'TestMode' => '', 'TRANSFERLOCK' => 'on', 'IRTP' => 'da',
            'ProxyServer' => ''];
        self::assertEquals($wanted, OldShop::stored('ispapi'));
        self::assertSame('x', OldShop::stored('hexonet')['OldThing']);
        self::assertStringContainsString('deactivate the module hexonet', $said);
        self::assertStringNotContainsString('hexonet_summary', $said);
        self::assertContains('ISPAPI: moved 2 domains and 1 extensions from hexonet', Shop::$activityLog);
    }

    /** @dataProvider databases */
    public function testASecondMoveFindsNothingToDo(): void
    {
        $this->command(['--apply']);
        $after = OldShop::picture();
        [$code, $said] = $this->command(['--apply']);
        self::assertSame([0, "Nothing points to the module hexonet any more.\n"], [$code, $said]);
        self::assertSame($after, OldShop::picture());
        self::assertCount(1, glob("{$this->folder}/*.json"));
    }

    /** @dataProvider databases */
    public function testItIsUndoneToTheLastByteByItsFile(): void
    {
        $this->command(['--apply']);
        [$file] = glob("{$this->folder}/*.json");
        self::assertSame('0600', substr(sprintf('%o', fileperms($file)), -4));
        self::assertStringNotContainsString('p&quot;w', (string) file_get_contents($file));
        [$code, $said] = $this->command(['--undo', $file]);
        self::assertSame([0, "The move from hexonet was undone.\n"], [$code, $said]);
        self::assertSame($this->before, OldShop::picture());
    }

    /** @dataProvider databases */
    public function testWithoutAFolderOutsideOfTheShopTheDatabaseKeepsWhatUndoesIt(): void
    {
        foreach ([ROOTDIR . '/modules', ROOTDIR, dirname(ROOTDIR), '/no such folder', ''] as $home) {
            putenv("HOME={$home}");
            [, $said] = $this->command(['--apply']);
            self::assertSame(1, preg_match('/--undo (\d+)$/m', $said, $found), $said);
            self::assertSame(0, $this->command(['--undo', $found[1]])[0]);
            self::assertSame($this->before, OldShop::picture());
        }
    }

    /** @dataProvider databases */
    public function testWhatChangedAfterTheMoveIsLeftWhenItIsUndone(): void
    {
        $this->command(['--apply']);
        Capsule::table('tbldomains')->where('id', 1)->update(['registrar' => 'third']);
        $newer = localAPI('EncryptPassword', ['password2' => 'newer'])['password'];
        Capsule::table('tblregistrars')->where('registrar', 'ispapi')->where('setting', 'Username')->update(['value' => $newer]);
        [$file] = glob("{$this->folder}/*.json");
        [$code, $said] = $this->command(['--undo', $file]);
        self::assertSame(1, $code);
        self::assertStringContainsString('changed after the move: Username, tbldomains: 1', $said);
        self::assertSame(['third', 'hexonet', 'other', 'ispapi'], $this->column('tbldomains', 'registrar'));
        self::assertSame('newer', OldShop::stored('ispapi')['Username']);
    }

    /** @dataProvider databases */
    public function testWithTheSameAccountInBothTheSettingsThatWereChosenStay(): void
    {
        $chosen = ['Username' => 'shop', 'Password' => 'p&quot;w "ü', 'TestMode' => '', 'IRTP' => 'api'];
        OldShop::store('ispapi', $chosen);
        [$code, $said] = $this->command(['--apply']);
        self::assertSame(0, $code);
        self::assertStringContainsString('Setting IRTP: this module keeps its own value.', $said);
        self::assertEquals($chosen + ['ProxyServer' => ''], OldShop::stored('ispapi'));
        self::assertSame(['ispapi', 'ispapi', 'other', 'ispapi'], $this->column('tbldomains', 'registrar'));
    }

    /** @dataProvider databases */
    public function testAnotherAccountIsNoMove(): void
    {
        $same = ['Username' => 'shop', 'Password' => 'p&quot;w "ü', 'TestMode' => ''];
        foreach ([['Username' => 'shop2'], ['Password' => 'x'], ['TestMode' => 'on']] as $other) {
            OldShop::store('ispapi', $other + $same);
            $before = OldShop::picture();
            [$code, $said] = $this->command(['--apply']);
            self::assertSame(1, $code);
            self::assertStringContainsString('have different accounts', $said);
            self::assertSame($before, OldShop::picture());
        }
    }

    /** @dataProvider databases */
    public function testThereIsNoMoveIntoAModuleThatIsNotActiveNorFromOneWithoutALogin(): void
    {
        Capsule::table('tblregistrars')->where('registrar', 'ispapi')->delete();
        self::assertSame('migration.not_active', (new Survey())->findings()->obstacle);
        Capsule::table('tblregistrars')->delete();
        self::assertSame('migration.no_source', (new Survey())->findings()->obstacle);
    }

    /** @dataProvider databases */
    public function testAnErrorInTheMiddleChangesNothing(string $database): void
    {
        Capsule::connection()->unprepared($database === 'sqlite'
            ? "CREATE TRIGGER stop BEFORE UPDATE ON tbldomainpricing BEGIN SELECT RAISE(ABORT, 'no'); END"
            : "CREATE TRIGGER stop BEFORE UPDATE ON tbldomainpricing FOR EACH ROW SIGNAL SQLSTATE '45000'");
        [$code, $said] = $this->command(['--apply']);
        self::assertSame(1, $code);
        self::assertStringContainsString('It broke off (Illuminate\Database\QueryException)', $said);
        self::assertSame($this->before, OldShop::picture());
    }

    /** @dataProvider databases */
    public function testWhatChangedAfterTheLookStopsTheMove(): void
    {
        $found = (new Survey())->findings();
        Capsule::table('tbldomains')->where('id', 2)->update(['registrar' => 'third']);
        $before = OldShop::picture();
        try {
            Move::apply($found, null);
            self::fail('the move went on');
        } catch (\RuntimeException $thrown) {
            self::assertSame('tbldomains changed meanwhile', $thrown->getMessage());
        }
        self::assertSame($before, OldShop::picture());
        self::assertSame(0, Capsule::table('mod_ispbridge_undo')->count());
    }

    /** @dataProvider servers */
    public function testAProcessThatDiesInTheMiddleLeavesNothing(string $database): void
    {
        $config = self::mariaDb($database === 'strict' ? self::STRICT : []);
        Capsule::connection()->unprepared('CREATE TRIGGER slow BEFORE UPDATE ON tbldomainpricing FOR EACH ROW DO SLEEP(60)');
        $rival = new Rival('move', $config);
        $rival->ready();
        $rival->go();
        $id = $this->awaitSleeper();
        $rival->kill();
        Capsule::connection()->unprepared("KILL {$id}");
        $this->awaitEnd($id);
        self::assertSame($this->before, OldShop::picture());
        self::assertSame(0, Capsule::table('mod_ispbridge_undo')->count());
    }

    /** @dataProvider servers */
    public function testTablesThatKnowNoTransactionAreRefused(): void
    {
        Capsule::connection()->unprepared('ALTER TABLE tbldomains ENGINE=MyISAM');
        [$code, $said] = $this->command(['--apply']);
        self::assertSame(1, $code);
        self::assertStringContainsString('is not of the kind InnoDB', $said);
        self::assertSame($this->before, OldShop::picture());
    }

    public function testAFullDiskStopsItBeforeTheTransaction(): void
    {
        $script = "trap '' XFSZ; ulimit -f 0; exec " . escapeshellarg(PHP_BINARY) . ' -d display_errors=stderr '
            . escapeshellarg(__DIR__ . '/move_on_full_disk.php') . ' ' . escapeshellarg("{$this->folder}/undo.json");
        $told = json_decode((string) shell_exec('bash -c ' . escapeshellarg($script)), true);
        self::assertStringContainsString('is the disk full?', $told['thrown']);
        self::assertSame($told['before'], $told['after']);
        self::assertFileDoesNotExist("{$this->folder}/undo.json");
    }

    public function testTheRecordGoesIntoNoFileThatAWebServerShowsNorOverAnother(): void
    {
        foreach ([ROOTDIR . '/modules/undo.json', '/no such folder/undo.json'] as $file) {
            [$code, $said] = $this->command(['--apply', '--undo-file', $file]);
            self::assertSame(1, $code);
            self::assertStringContainsString('is no folder outside of WHMCS', $said);
        }
        touch("{$this->folder}/there.json");
        [$code, $said] = $this->command(['--apply', '--undo-file', "{$this->folder}/there.json"]);
        self::assertStringContainsString('exists already', $said);
        self::assertSame(1, $code);
        self::assertSame($this->before, OldShop::picture());
    }

    /** @dataProvider wrongLines */
    public function testAWrongLineIsExplainedAndChangesNothing(array $arguments, int $wanted): void
    {
        [$code, $said] = $this->command($arguments);
        self::assertSame($wanted, $code);
        self::assertStringContainsString('--undo-file FILE', $said);
        self::assertSame($this->before, OldShop::picture());
    }

    /** @return list<array{list<string>, int}> */
    public static function wrongLines(): array
    {
        return [[['--help'], 0], [['--aply'], 2], [['--undo'], 2], [['--apply=1'], 2], [['--apply', '--root'], 2],
            [['--root', '/x', '--aply'], 2], [['--apply', '--dry-run'], 2], [['hexonet'], 2]];
    }

    public function testAFileThatIsNoRecordUndoesNothing(): void
    {
        file_put_contents("{$this->folder}/other.json", '{"kind":"other"}');
        foreach (["{$this->folder}/other.json", "{$this->folder}/none.json", '77'] as $record) {
            [$code, $said] = $this->command(['--undo', $record]);
            self::assertSame(1, $code);
            self::assertStringStartsWith('Nothing was changed: ', $said, $record);
        }
        self::assertSame($this->before, OldShop::picture());
    }

    public function testTheLookupStaysWhereThisModuleCannotAnswer(): void
    {
        Capsule::table('tblconfiguration')->update(['value' => 'hexonet']);
        [, $said] = $this->command(['--apply']);
        self::assertStringContainsString('Domain lookups stay with the old module', $said);
        self::assertSame(['hexonet'], $this->column('tblconfiguration', 'value'));
    }

    public function testTheSettingsPageOffersTheMoveAsLongAsThereIsOne(): void
    {
        $row = ispapi_getConfigArray(['Username' => ''])['Migration'];
        self::assertStringContainsString('2 domains and 1 extensions', $row['Description']);
        self::assertStringContainsString('php modules/registrars/ispapi/bin/migrate.php', $row['Description']);
        self::assertSame('none', $row['Type']);
        $this->command(['--apply']);
        self::assertArrayNotHasKey('Migration', ispapi_getConfigArray([]));
    }

    public function testAShopThatNeverHadTheOldModuleIsNotLookedThrough(): void
    {
        Capsule::table('tblregistrars')->where('registrar', 'hexonet')->delete();
        Capsule::connection()->enableQueryLog();
        self::assertNull(Offer::sentence(new Lang('english')));
        self::assertCount(1, Capsule::connection()->getQueryLog());
    }

    /**
     * @param list<string> $arguments
     * @return array{int, string} exit code and what was said
     */
    private function command(array $arguments): array
    {
        $output = fopen('php://memory', 'w+');
        $code = (new CommandLine($output))->run($arguments);
        return [$code, (string) stream_get_contents($output, null, 0)];
    }

    /** @return list<string> */
    private function column(string $table, string $column): array
    {
        return Capsule::table($table)->orderBy('id')->pluck($column)->all();
    }

    /** @return int the number of the connection that sleeps in the trigger */
    private function awaitSleeper(): int
    {
        $deadline = microtime(true) + 20;
        do {
            $found = Capsule::connection()->select("SELECT id FROM information_schema.processlist WHERE state = 'User sleep'");
        } while ($found === [] && microtime(true) < $deadline);
        return (int) ($found[0]->id ?? self::fail('nobody moves'));
    }

    private function awaitEnd(int $connection): void
    {
        $deadline = microtime(true) + 20;
        do {
            $found = Capsule::connection()->select("SELECT id FROM information_schema.processlist WHERE id = {$connection}");
        } while ($found !== [] && microtime(true) < $deadline);
        self::assertSame([], $found);
    }
}
