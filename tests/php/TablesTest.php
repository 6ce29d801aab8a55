<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Schema;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;

class TablesTest extends ModuleTestCase
{
    private const META = 'mod_ispbridge_meta';

    public function testWithoutTheTableThereAreNoFactsAndNoError(): void
    {
        self::assertSame([], Tables::facts());
        self::assertSame(0, Tables::version());
    }

    public function testItIsMadeOnceAndKeepsWhatItHolds(): void
    {
        Tables::ensure();
        Tables::keep('a', '1');
        Tables::ensure();
        self::assertSame(['a' => '1'], Tables::facts());
        self::assertSame(Schema::version(), Tables::version());
        self::assertSame(2, Capsule::table(self::META)->count());
    }

    public function testAHalfMadeSchemaIsCompleted(): void
    {
        Tables::ensure();
        Capsule::table(self::META)->where('name', 'schema')->delete();
        Tables::ensure();
        self::assertSame(Schema::version(), Tables::version());
    }

    public function testANewerSchemaStaysAsItIs(): void
    {
        Tables::ensure();
        Capsule::table(self::META)->where('name', 'schema')->update(['value' => '99']);
        Tables::ensure();
        self::assertSame(99, Tables::version());
        Tables::keep('a', '1');
        self::assertSame(['a' => '1'], Tables::facts());
    }

    public function testInATransactionNothingIsMade(): void
    {
        Capsule::connection()->transaction(static fn () => Tables::ensure());
        self::assertFalse(Capsule::schema()->hasTable(self::META));
    }

    public function testAFactReplacesTheOneOfTheSameKeyAlone(): void
    {
        Tables::ensure();
        $facts = ['login' => '1', 'Login' => '2', 'login ' => '3', str_repeat('ü', 300) => "naïve\n✓", 'schema' => 'x'];
        foreach ($facts as $key => $value) {
            Tables::keep($key, 'older');
            Tables::keep($key, $value);
        }
        self::assertEquals($facts, Tables::facts());
    }

    public function testTextThatWouldBeCutIsRefused(): void
    {
        Tables::ensure();
        $this->expectException(\LengthException::class);
        Tables::keep('a', str_repeat('ü', 11000)); // six bytes each, escaped
    }

    public function testCheckingTheSettingsMakesTheTableAndItsFactsReachTheNextRun(): void
    {
        ScriptedRun::$effects = [['effect' => 'store', 'key' => 'password_form:live:shop', 'value' => 'decoded']];
        $this->succeed(['notices' => []]);
        ispapi_config_validate($this->params());
        ScriptedRun::$effects = [];
        $this->succeed([]);
        ispapi_GetNameservers($this->params());
        self::assertSame(['password_form:live:shop' => 'decoded'], ScriptedRun::$runs[1]['context']['facts']);
        self::assertCount(1, ScriptedRun::$runs[0]['answers']);
    }
}
