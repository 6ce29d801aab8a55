<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use WHMCS\Database\Capsule;

final class ApplicationsTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testAnOpenApplicationIsReadBack(): void
    {
        $this->keep(['wishes' => ['name' => '😀']]);
        $this->age('applications', 30, 'submitted_at', 'checked_at');
        $this->keep(['wishes' => ['name' => '😀'], 'price' => '']);
        [$row] = $this->open();
        self::assertContains($row['age'], [30, 31]);
        self::assertContains($row['checked_age'], [0, 1]);
        self::assertEquals([
            'domain_id' => 7, 'domain' => 'example.app', 'application' => 'A-1', 'class' => 'GOLIVE', 'price' => '',
            'currency' => 'USD', 'state' => 'open', 'wishes' => ['name' => '😀'],
        ], array_diff_key($row, ['id' => 0, 'age' => 0, 'checked_age' => 0]));
    }

    /** @dataProvider databases */
    public function testWhatIsNotGivenStaysAsItWas(): void
    {
        $short = ['effect' => 'application', 'scope' => self::SCOPE, 'domain_id' => 7, 'domain' => 'example.app'];
        $short += ['state' => 'open'];
        $this->keep(['wishes' => ['a' => 1]]);
        $this->store->perform($short + ['application' => 'A-1']);
        $this->store->perform($short + ['application' => 'A-2']);
        self::assertSame([['a' => 1], []], array_column($this->open(), 'wishes'));
        self::assertSame(['12.50', ''], array_column($this->open(), 'price'));
        self::assertSame([], Shop::$activityLog);
    }

    /** @dataProvider databases */
    public function testADecisionIsFinal(): void
    {
        foreach (['successful', 'failed'] as $state) {
            $this->keep(['application' => $state]);
            $this->keep(['application' => $state, 'state' => $state]);
            $this->keep(['application' => $state]);
        }
        self::assertSame([], $this->open());
        $states = Capsule::table('mod_ispbridge_applications')->orderBy('id')->pluck('state')->all();
        self::assertSame(['successful', 'failed'], $states);
    }

    /** @dataProvider databases */
    public function testTheyAreReadPageByPageAndByAccount(): void
    {
        foreach (['A', 'B', 'C'] as $application) {
            $this->keep(['application' => $application]);
        }
        $this->keep(['application' => 'A', 'scope' => 'ispapi|ote|shop']);
        self::assertSame(['A', 'B'], array_column($this->open(), 'application'));
        self::assertSame(['C'], array_column($this->open($this->open()[1]['id']), 'application'));
    }

    /** @dataProvider databases */
    public function testThoseForOneNameAreFoundWhateverStandsBeforeThem(): void
    {
        foreach (['A', 'B', 'C'] as $application) {
            $this->keep(['application' => $application]);
        }
        $this->keep(['application' => 'D', 'domain' => 'other.app']);
        self::assertSame(['D'], array_column($this->open(more: ['domain' => 'other.app']), 'application'));
        self::assertSame([], $this->open(more: ['domain' => 'third.app']));
    }

    public function testWithoutTheTableTheAnswerIsNull(): void
    {
        Capsule::schema()->drop('mod_ispbridge_applications');
        $this->keep();
        self::assertNull($this->open());
        self::assertCount(2, Shop::$activityLog);
    }

    /** @param array<string, mixed> $more */
    private function keep(array $more = []): void
    {
        $this->store->perform($more + [
            'effect' => 'application', 'scope' => self::SCOPE, 'domain_id' => 7, 'domain' => 'example.app',
            'application' => 'A-1', 'class' => 'GOLIVE', 'price' => '12.50', 'currency' => 'USD', 'state' => 'open',
            'wishes' => [],
        ]);
    }

    /**
     * @param array<string, mixed> $more
     * @return list<array<string, mixed>>|null
     */
    private function open(int $after = 0, array $more = []): ?array
    {
        $effect = ['effect' => 'load', 'what' => 'applications', 'scope' => self::SCOPE, 'after' => $after, 'limit' => 2];
        return $this->store->perform($more + $effect);
    }
}
