<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Journal;
use Ispbridge\Whmcs\Tables;
use WHMCS\Database\Capsule;

final class JournalTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testTheSecondClaimGetsTheRowOfTheFirst(): void
    {
        $first = $this->claim();
        self::assertSame(['claimed', 'id', 'version'], array_keys($first));
        self::assertSame([true, 1], [$first['claimed'], $first['version']]);
        $this->age('journal', 5, 'claimed_at');
        $second = $this->claim(['trace' => 'another', 'before' => ['expiry' => 'other']]);
        self::assertFalse($second['claimed']);
        self::assertContains($second['row']['age'], [5, 6]);
        unset($second['row']['age']);
        self::assertEquals([
            'id' => $first['id'], 'version' => 1, 'operation' => 'renew', 'domain' => 'example.com', 'domain_id' => 7,
            'from' => '2027-01-02', 'shop_from' => '2027-01-01', 'state' => 'open', 'years' => 2, 'reference' => '4711',
            'reported' => false, 'patience' => 60, 'before' => ['expiry' => '2027-01-02'], 'evidence' => [],
            'trace' => '0123456789ab', 'settled_age' => null, 'reported_age' => null,
        ], $second['row']);
    }

    /** @dataProvider databases */
    public function testAKeyIsOneOfItsAccountAndIsTakenLetterByLetter(): void
    {
        $key = Intent::of()['key'];
        foreach ([[], ['scope' => 'ispapi|ote|shop'], ['key' => ucfirst($key)], ['key' => "{$key} "]] as $other) {
            self::assertTrue($this->claim($other)['claimed']);
        }
        self::assertSame(4, Capsule::table(Journal::TABLE)->count());
    }

    /** @dataProvider databases */
    public function testWhatEndedWithoutEffectMayBeClaimedAgain(): void
    {
        $first = $this->claim();
        self::assertSame(['settled' => true, 'version' => 2], $this->settle($first, 'void', ['code' => '545']));
        $second = $this->claim();
        self::assertTrue($second['claimed']);
        self::assertGreaterThan($first['id'], $second['id']);
        self::assertSame([$second['id'], $first['id']], array_column($this->journal(), 'id'), 'the newest is first');
    }

    /**
     * @dataProvider ends
     * @param list<string> $states
     */
    public function testEveryOtherEndKeepsTheKey(string $database, array $states): void
    {
        $claim = $this->claim();
        foreach ($states as $state) {
            $claim = $this->settle($claim, $state, ['seen' => $state]) + $claim;
            $claim['version'] = $this->journal()[0]['version'];
        }
        $row = $this->claim()['row'];
        self::assertSame([end($states), ['seen' => end($states)]], [$row['state'], $row['evidence']]);
        self::assertSame(count($states) + 1, $row['version']);
        self::assertContains($row['settled_age'], [0, 1]);
    }

    /** @return iterable<string, array{string, list<string>}> */
    public static function ends(): iterable
    {
        foreach (self::databases() as $name => [$database]) {
            foreach ([['done'], ['pending'], ['doubt'], ['doubt', 'doubt', 'pending', 'done']] as $states) {
                yield "{$name}: " . implode(', ', $states) => [$database, $states];
            }
        }
    }

    /** @dataProvider databases */
    public function testARowThatSomebodyElseMovedIsNotMoved(): void
    {
        $claim = $this->claim();
        $this->settle($claim, 'doubt');
        $late = $this->settle($claim, 'void');
        self::assertSame([false, 'doubt', 2], [$late['settled'], $late['row']['state'], $late['row']['version']]);
        self::assertFalse($this->claim()['claimed']);
    }

    /** @dataProvider databases */
    public function testWhatIsFinalStaysSo(): void
    {
        foreach (['done', 'void'] as $number => $state) {
            $claim = $this->claim(['key' => $state]);
            $this->settle($claim, $state, ['seen' => 'first']);
            $again = $this->settle(['version' => 2] + $claim, 'doubt', ['seen' => 'second']);
            self::assertSame([false, $state], [$again['settled'], $again['row']['state']]);
            self::assertSame(['seen' => 'first'], $again['row']['evidence']);
        }
        self::assertSame(['settled' => false], $this->settle(['id' => 99, 'version' => 1], 'done'));
        self::assertSame(['settled' => false], $this->settle($this->claim(), 'finished'));
    }

    /** @dataProvider databases */
    public function testWhatIsDoneGetsFurtherNotesFromWhoeverReadItLast(): void
    {
        $claim = $this->claim();
        $this->settle($claim, 'done');
        $done = ['version' => 2] + $claim;
        self::assertTrue($this->settle($done, 'done', ['after' => 'begun'])['settled']);
        $late = $this->settle($done, 'done', ['after' => 'begun by another']);
        self::assertSame([false, ['after' => 'begun']], [$late['settled'], $late['row']['evidence']]);
        self::assertFalse($this->claim()['claimed'], 'it keeps its key');
    }

    /** @dataProvider databases */
    public function testAMapComesBackAsItWas(): void
    {
        $map = ['naïve' => "a\0b\r\n", '😀' => ['𝔘', '\\u00e9', '" \''], 'n' => 12, 'f' => 0.5, 'b' => false, 'none' => null];
        $this->settle($this->claim(['before' => $map]), 'done', $map);
        self::assertSame([$map, $map], [$this->journal()[0]['before'], $this->journal()[0]['evidence']]);
        self::assertSame(0, preg_match('/[^\x20-\x7e]/', Capsule::table(Journal::TABLE)->value('before_image')));
    }

    /** @dataProvider databases */
    public function testBytesThatAreNoTextDoNotLoseTheEnd(): void
    {
        self::assertTrue($this->settle($this->claim(), 'done', ['raw' => "a\xff"])['settled']);
        self::assertSame(['raw' => "a\u{fffd}"], $this->journal()[0]['evidence']);
    }

    /**
     * @dataProvider tooMuch
     * @param array<string, mixed> $more
     */
    public function testWhatWouldBeCutIsNotClaimed(string $database, array $more): void
    {
        self::assertSame(['claimed' => false], $this->claim($more));
        self::assertSame(0, Capsule::table(Journal::TABLE)->count());
        self::assertCount(1, Shop::$activityLog);
    }

    /** @return iterable<string, array{string, array<string, mixed>}> */
    public static function tooMuch(): iterable
    {
        $texts = ['operation' => 17, 'domain' => 256, 'from' => 33, 'shop_from' => 33, 'reference' => 65, 'digest' => 129];
        foreach ($texts + ['trace' => 65] as $field => $length) {
            yield "long {$field}" => ['plain', [$field => str_repeat('a', $length)]];
        }
        yield 'long map' => ['plain', ['before' => ['a' => str_repeat('😀', 50000)]]];
        yield 'a domain that is no A-label' => ['plain', ['domain' => 'bücher.de']];
    }

    /** @dataProvider databases */
    public function testTheUnsettledAreReadPageByPage(): void
    {
        $states = ['open', 'void', 'doubt', 'done', 'pending'];
        foreach ($states as $state) {
            $claims[$state] = $this->claim(['key' => $state]);
            $state === 'open' || $this->settle($claims[$state], $state);
        }
        $this->claim(['key' => 'elsewhere', 'scope' => 'ispapi|ote|shop']);
        $page = ['effect' => 'load', 'what' => 'open', 'scope' => self::SCOPE, 'limit' => 2];
        $first = $this->store->perform($page + ['after' => 0]);
        self::assertSame(['open', 'doubt'], array_column($first, 'state'));
        $second = $this->store->perform($page + ['after' => $first[1]['id']]);
        self::assertSame(['pending'], array_column($second, 'state'));
        self::assertSame([], $this->store->perform($page + ['after' => $second[0]['id']]));
    }

    /** @dataProvider databases */
    public function testTheJournalOfANameHasWhatHadAnEffectAndTheNewestOfTheRest(): void
    {
        $first = $this->claim(['key' => 'first']);
        $this->settle($first, 'done');
        foreach (range(1, 25) as $number) {
            $last = $this->claim(['key' => (string) $number]);
            $this->settle($last, 'void');
        }
        $this->claim(['key' => 'a', 'domain' => 'example.org']);
        $newest = range($last['id'], $last['id'] - 19);
        self::assertSame([...$newest, $first['id']], array_column($this->journal(), 'id'));
        self::assertSame([], $this->journal('unknown.com'));
    }

    /** @dataProvider databases */
    public function testUnfinishedAreThoseOfTheAccount(): void
    {
        foreach (['pending' => 7, 'done' => 8] as $state => $domainId) {
            $this->settle($this->claim(['key' => $state, 'operation' => 'register', 'domain_id' => $domainId]), $state);
        }
        $elsewhere = ['key' => 'other', 'operation' => 'register', 'domain_id' => 9, 'scope' => 'ispapi|ote|shop'];
        $this->settle($this->claim($elsewhere), 'pending');
        self::assertSame([7], Journal::unfinished(self::SCOPE, 'register'));
        self::assertSame([], Journal::unfinished(self::SCOPE, 'register', 8));
        self::assertSame([], Journal::unfinished(self::SCOPE, 'transfer'));
    }

    /** @dataProvider databases */
    public function testTheRestOfARestoreIsOfferedUntilItIsOrderedAndADayAfterARefusal(): void
    {
        $restore = $this->claim(['key' => 'restore']);
        $this->settle($restore, 'done', ['years_left' => 1]);
        $elsewhere = $this->claim(['key' => 'other', 'scope' => 'ispapi|ote|shop']);
        $this->settle($elsewhere, 'done', ['years_left' => 1]);
        $this->settle($this->claim(['key' => 'whole']), 'done', ['years_left' => 0]);
        $left = static fn (): array => array_column(Journal::withYearsLeft(self::SCOPE), 'id');
        self::assertSame([$restore['id']], $left());

        $rest = ['key' => 'rest', 'before' => ['rest_of' => $restore['id']]];
        $refused = $this->claim($rest);
        self::assertSame([], $left(), 'it is ordered');
        $this->settle($refused, 'void');
        self::assertSame([], $left(), 'it was refused just now');
        $this->age('journal', 86_401, 'claimed_at');
        self::assertSame([$restore['id']], $left());
        $this->claim($rest);
        self::assertSame([], $left());
    }

    /** @dataProvider databases */
    public function testASuccessThatWhmcsKnowsOfIsMarkedOnceAndOnTheNewestRow(): void
    {
        foreach (['older', 'newer', 'doubt'] as $key) {
            $this->settle($this->claim(['key' => $key]), $key === 'doubt' ? 'doubt' : 'done');
        }
        $this->settle($this->claim(['key' => 'other', 'operation' => 'register']), 'done');
        $reported = fn (): array => array_column($this->journal(), 'reported'); // the newest first
        Journal::report(7, 'renew');
        self::assertSame([false, false, true, false], $reported());
        Journal::report(8, 'renew');
        Journal::report(7, 'renew');
        self::assertSame([false, false, true, true], $reported());
        Journal::report(7, 'renew'); // a success whose row could not be settled
        self::assertSame([false, true, true, true], $reported());
        self::assertContains($this->journal()[1]['reported_age'], [0, 1]);
        self::assertNull($this->journal()[0]['reported_age']);
        self::assertSame([], Shop::$activityLog);
    }

    /** @dataProvider databases */
    public function testWhatWhmcsHearsOfIsNeverTheRestThatTheCronOrdered(): void
    {
        $restore = $this->claim(['key' => 'restore']);
        $this->settle($restore, 'done', ['years_left' => 1]);
        $this->settle($this->claim(['key' => 'rest', 'before' => ['rest_of' => $restore['id']]]), 'done');
        Journal::report(7, 'renew');
        self::assertSame([false, true], array_column($this->journal(), 'reported'));
    }

    /** @dataProvider databases */
    public function testAReportWithoutTheTableIsNothing(): void
    {
        Capsule::schema()->drop(Journal::TABLE);
        Journal::report(7, 'renew');
        self::assertSame([], Shop::$activityLog);
    }

    /** @dataProvider databases */
    public function testOnlyWhatIsOverAndOldGoes(): void
    {
        foreach (['open', 'doubt', 'pending', 'void', 'done'] as $id => $state) {
            $claim = $this->claim(['key' => $state, 'domain_id' => $id]);
            $state === 'open' || $this->settle($claim, $state);
        }
        $left = static fn (): array => Capsule::table(Journal::TABLE)->orderBy('id')->pluck('state')->all();
        $this->age('journal', 89 * 86400, 'claimed_at', 'settled_at');
        self::assertSame(0, Journal::forget());
        $this->age('journal', 2 * 86400, 'claimed_at', 'settled_at');
        self::assertSame(1, Journal::forget());
        self::assertSame(['open', 'doubt', 'pending', 'done'], $left());
        $this->age('journal', 400 * 86400, 'claimed_at', 'settled_at');
        self::assertSame(0, Journal::forget(), 'WHMCS does not know of it yet');
        Capsule::table(Journal::TABLE)->update(['reported' => 1]);
        self::assertSame(1, Journal::forget());
        self::assertSame(['open', 'doubt', 'pending'], $left());
    }

    /** @dataProvider databases */
    public function testAdministratorsSeeADomainUnderEveryAccount(): void
    {
        $this->claim();
        $this->claim(['scope' => 'ispapi|live|näme']);
        $this->claim(['domain_id' => 8, 'key' => 'a']);
        self::assertSame(['ispapi|live|näme', self::SCOPE], array_column(Journal::ofShopDomain(7), 'scope'));
    }

    /** @dataProvider databases */
    public function testTheFirstOrderAfterAnUpdateOfTheFilesMakesTheTablesBeforeItsRun(): void
    {
        Capsule::schema()->drop(Journal::TABLE);
        Capsule::table('mod_ispbridge_meta')->where('name', 'schema')->update(['value' => '1']);
        Tables::keep('a', '1');
        self::assertSame(['claimed' => false], $this->claim(), 'a run has begun, and makes none');
        $this->succeed([]);
        ispapi_GetNameservers($this->params());
        self::assertSame(1, Tables::version());
        ispapi_RenewDomain($this->params());
        self::assertTrue($this->claim()['claimed']);
        self::assertSame(['a' => '1'], Tables::facts());
    }

    public function testAnOrderGoesOnWhereTheTablesCannotBeMade(): void
    {
        Capsule::table('mod_ispbridge_meta')->where('name', 'schema')->update(['value' => '1']);
        Capsule::connection()->unprepared('PRAGMA query_only = 1');
        $this->succeed([]);
        self::assertSame(['success' => true], ispapi_RenewDomain($this->params()));
        self::assertStringStartsWith('ispbridge could not carry out “make the tables”', Shop::$activityLog[0]);
    }

    /** @dataProvider databases */
    public function testADatabaseThatFailsIsAnAnswer(): void
    {
        $claim = $this->claim();
        Capsule::schema()->drop(Journal::TABLE); // the version says that it is there
        self::assertSame(['claimed' => false], $this->claim());
        self::assertSame(['settled' => false], $this->settle($claim, 'done', ['a' => 'sesame']));
        self::assertNull($this->journal());
        self::assertCount(3, Shop::$activityLog);
        self::assertStringStartsWith('ispbridge could not carry out “claim renew|example.com', Shop::$activityLog[0]);
        self::assertStringNotContainsString('sesame', implode(Shop::$activityLog));
    }
}
