<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Lease;
use Ispbridge\Whmcs\Passes;
use Ispbridge\Whmcs\Tables;
use WHMCS\Module\Registrar\Ispapi\Console;
use WHMCS\Module\Registrar\Ispapi\Cron;
use WHMCS\Module\Registrar\Ispapi\Portfolio;
use WHMCS\Module\Registrar\Ispapi\Progress;

/**
 * The comparison of all domains in steps, with a scripted engine: who takes one, where it begins, what it may write.
 */
final class PortfolioTest extends ModuleTestCase
{
    private const SUBJECT = 'ispapi|ote|shop';

    protected function setUp(): void
    {
        parent::setUp();
        Tables::ensure();
        Shop::$registrarSettings['ispapi'] = $this->params();
        Shop::$settings += ['DomainSyncEnabled' => 'on', 'DomainSyncNotifyOnly' => '', 'DomainSyncNextDueDate' => ''];
    }

    public function testNothingIsDoneBeforeItIsAskedFor(): void
    {
        self::assertNull(Portfolio::step([]));
        self::assertSame([], ScriptedRun::$runs);
    }

    public function testEachStepBeginsWhereTheOneBeforeEndedAndTheLastOneEndsIt(): void
    {
        Portfolio::want();
        $this->reach(['phase' => 'list', 'first' => 1000]);
        self::assertSame(['phase' => 'list', 'first' => 1000], Portfolio::step([]));
        $this->reach(['phase' => 'finished', 'compared' => 5]);
        self::assertNull(Portfolio::step([]));
        self::assertSame([[], ['phase' => 'list', 'first' => 1000]], $this->places());
        self::assertFalse(Passes::state(self::SUBJECT)['wanted']);
        self::assertNull(Portfolio::step([]));
        self::assertCount(2, ScriptedRun::$runs);
    }

    public function testAProcessThatDiesInAStepLeavesItToTheNextOne(): void
    {
        Portfolio::want();
        $this->reach(['phase' => 'list', 'first' => 1000]);
        Portfolio::step([]);
        ScriptedRun::$effects = [new \Error('killed')];
        try {
            Portfolio::step([]);
            self::fail('the step was killed');
        } catch (\Error) {
        }
        ScriptedRun::$effects = [];
        $this->reach(['phase' => 'list', 'first' => 2000]);
        Portfolio::step([]);
        $begun = ['phase' => 'list', 'first' => 1000];
        self::assertSame([[], $begun, $begun], $this->places());
    }

    public function testAFailedStepStaysWhereItIs(): void
    {
        Portfolio::want();
        $this->reach(['phase' => 'list', 'first' => 1000]);
        Portfolio::step([]);
        $this->refuse('ispapi.421', 'ispapi.customer.busy', 'ispapi.admin.temporary');
        self::assertNull(Portfolio::step([]));
        self::assertSame(['phase' => 'list', 'first' => 1000], Passes::state(self::SUBJECT)['place']);
        self::assertTrue(Passes::state(self::SUBJECT)['wanted']);
    }

    public function testAskingAgainDoesNotDisturbAPassOnItsWayUnlessItStandsStill(): void
    {
        Portfolio::want();
        $this->reach(['phase' => 'list', 'first' => 1000]);
        Portfolio::step([]);
        Portfolio::want();
        self::assertSame(1000, Passes::state(self::SUBJECT)['place']['first']);
        \WHMCS\Database\Capsule::table('mod_ispbridge_passes')->decrement('moved_at', 86401);
        Portfolio::want();
        self::assertSame([], Passes::state(self::SUBJECT)['place']);
    }

    public function testEveryAccountHasItsOwnPass(): void
    {
        Portfolio::want();
        Shop::$registrarSettings['ispapi'] = ['TestMode' => ''] + $this->params();
        self::assertNull(Portfolio::step([]), 'the live system was not asked for');
        self::assertSame([], ScriptedRun::$runs);
    }

    public function testWhileOneNodeWorksAnotherOneDoesNothing(): void
    {
        Portfolio::want();
        $node = Lease::take(Portfolio::LEASE, Portfolio::LEASE_SECONDS);
        $this->reach(['phase' => 'finished']);
        Cron::tick();
        self::assertSame([], $this->places());
        Lease::release(Portfolio::LEASE, $node);
        Cron::tick();
        self::assertCount(1, $this->places());
    }

    public function testTheDailyCronOnlyAsks(): void
    {
        Cron::daily();
        self::assertSame([], ScriptedRun::$runs);
        self::assertTrue(Passes::state(self::SUBJECT)['wanted']);
    }

    public function testAShopThatWantsNoneHasNone(): void
    {
        Shop::$registrarSettings['ispapi']['PortfolioSync'] = 'off';
        Portfolio::want();
        self::assertNull(Passes::state(self::SUBJECT));
    }

    /**
     * @dataProvider policies
     * @param array<string, string> $shop
     */
    public function testDatesAreWrittenOnlyWhereWhmcsWouldWriteThem(array $shop, string $setting, bool $writes): void
    {
        Shop::$settings = array_filter($shop + Shop::$settings, static fn (string $value): bool => $value !== 'unknown');
        Shop::$registrarSettings['ispapi']['PortfolioSync'] = $setting;
        Portfolio::want();
        $this->reach(['phase' => 'finished']);
        Portfolio::step([]);
        self::assertSame($writes, ScriptedRun::$runs[0]['params']['write_dates']);
    }

    /** @return array<string, array{array<string, string>, string, bool}> */
    public static function policies(): array
    {
        return [
            'the synchronisation is on' => [[], 'dates', true],
            'it is off' => [['DomainSyncEnabled' => ''], 'dates', false],
            'it only notifies' => [['DomainSyncNotifyOnly' => 'on'], 'dates', false],
            'nobody knows' => [['DomainSyncEnabled' => 'unknown'], 'dates', false],
            'the module only reports' => [[], 'findings', false],
        ];
    }

    public function testTheDueDateFollowsAsFarAsWhmcsSays(): void
    {
        Shop::$settings = ['DomainSyncNextDueDate' => 'on', 'DomainSyncNextDueDateDays' => '10'] + Shop::$settings;
        Portfolio::want();
        $this->reach(['phase' => 'finished']);
        Portfolio::step([]);
        $params = ScriptedRun::$runs[0]['params'];
        self::assertSame([true, 10], [$params['sync_due'], $params['due_days']]);
    }

    public function testTheSettingsPageSaysHowFarItIs(): void
    {
        $said = static fn (): string => ispapi_getConfigArray(Shop::$registrarSettings['ispapi'])['Portfolio']['Description'];
        self::assertStringStartsWith('Not compared yet.', $said());
        Portfolio::want();
        $this->reach(['phase' => 'shop', 'first' => 9000, 'compared' => 500, 'written' => 3]);
        Portfolio::step([]);
        self::assertSame('Running: 9000 domains read, 500 compared, 3 dates written, 0 open findings.', $said());
        $this->reach(['phase' => 'finished', 'compared' => 9000, 'written' => 4]);
        Portfolio::step([]);
        self::assertSame(
            '9000 domains compared, 4 dates written, 0 open findings. Last finished 0 min ago.',
            $said()
        );
    }

    public function testTheSettingsPageWorksWithoutTables(): void
    {
        \WHMCS\Database\Capsule::schema()->drop('mod_ispbridge_passes');
        self::assertSame('', Progress::ofSettings($this->params()));
    }

    public function testTheScriptDoesAllStepsAndHoldsTheLease(): void
    {
        $this->reach(['phase' => 'finished']);
        ob_start();
        self::assertSame(0, Console::syncPortfolio());
        ob_end_clean();
        self::assertCount(1, $this->places());
        self::assertNotNull(Lease::take(Portfolio::LEASE, 1), 'it was given back');
        self::assertSame(2, Console::syncPortfolio(), 'somebody has it');
    }

    public function testTheScriptFindsWhmcs(): void
    {
        $folder = sys_get_temp_dir() . '/console-' . bin2hex(random_bytes(6));
        mkdir("{$folder}/modules/registrars/ispapi/bin", 0700, true);
        touch("{$folder}/init.php");
        self::assertSame($folder, Console::root([], "{$folder}/modules/registrars/ispapi/bin"));
        self::assertSame($folder, Console::root(["--root={$folder}/"], '/'));
        self::assertSame($folder, Console::root(['--apply', '--root', $folder], '/'));
        self::assertNull(Console::root(['--root'], "{$folder}/modules"));
        self::assertNull(Console::root(['--root=/nowhere'], "{$folder}/modules"));
        self::assertNull(Console::root([], '/'));
    }

    /** @param array<string, mixed> $cursor where the next step gets to */
    private function reach(array $cursor): void
    {
        $this->succeed(['cursor' => $cursor]);
    }

    /** @return list<array<string, mixed>> where the steps began */
    private function places(): array
    {
        $steps = array_filter(ScriptedRun::$runs, static fn (array $run): bool => $run['verb'] === 'SyncPortfolio');
        return array_column(array_column($steps, 'params'), 'cursor');
    }
}
