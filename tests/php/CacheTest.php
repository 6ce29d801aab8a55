<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use WHMCS\Database\Capsule;

final class CacheTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testWhatIsKeptIsFoundByAccountAndKeyAsLongAsItLives(): void
    {
        $this->keep('zone|com', ['n' => 1, 'ü' => '😀']);
        $this->keep('zone|net', [], ['seconds' => 10]);
        $this->keep('zone|org', ['other' => 1], ['scope' => 'ispapi|ote|shop']);
        $this->age('cache', 9, 'stored_at', 'expires_at');
        $found = $this->load('zone|com', 'zone|net', 'zone|org', 'Zone|com');
        self::assertEqualsCanonicalizing(['zone|com', 'zone|net'], array_keys($found));
        self::assertSame(['n' => 1, 'ü' => '😀'], $found['zone|com']['value']);
        self::assertContains($found['zone|com']['age'], [9, 10]);
        $this->age('cache', 1, 'stored_at', 'expires_at');
        self::assertSame(['zone|com'], array_keys($this->load('zone|com', 'zone|net')));
    }

    /** @dataProvider databases */
    public function testAValueReplacesTheOlderOneAndLivesAnew(): void
    {
        $this->keep('a', ['n' => 1]);
        $this->age('cache', 59, 'stored_at', 'expires_at');
        $this->keep('a', ['n' => 2]);
        $this->keep('a', ['n' => 2]);
        $this->age('cache', 30, 'stored_at', 'expires_at');
        self::assertSame(['n' => 2], $this->load('a')['a']['value']);
        self::assertSame(1, Capsule::table('mod_ispbridge_cache')->count());
    }

    /** @dataProvider databases */
    public function testTheDeadAreClearedAwayByTheNew(): void
    {
        $this->keep('a', []);
        $this->keep('b', [], ['seconds' => 120]);
        $this->age('cache', 60, 'stored_at', 'expires_at');
        self::assertSame(2, Capsule::table('mod_ispbridge_cache')->count());
        $this->keep('c', []);
        self::assertSame(2, Capsule::table('mod_ispbridge_cache')->count());
        self::assertEqualsCanonicalizing(['b', 'c'], array_keys($this->load('a', 'b', 'c')));
    }

    /** @dataProvider databases */
    public function testManyKeysAreAskedAtOnce(): void
    {
        $this->keep('1', ['a' => 1]);
        $this->keep('1200', ['b' => 1]);
        self::assertEqualsCanonicalizing([1, 1200], array_keys($this->load(...array_map('strval', range(1, 1200)))));
    }

    /** @dataProvider databases */
    public function testWithoutTheTableNothingIsFound(): void
    {
        Capsule::schema()->drop('mod_ispbridge_cache');
        $this->keep('a', ['n' => 1]);
        self::assertSame([], $this->load('a'));
        self::assertCount(2, Shop::$activityLog);
    }

    public function testAValueThatDoesNotFitIsNotKept(): void
    {
        $this->keep('a', ['n' => str_repeat('a', 600000)]);
        self::assertSame([], $this->load('a'));
        self::assertCount(1, Shop::$activityLog);
    }

    /**
     * @param array<string, mixed> $value
     * @param array<string, mixed> $more
     */
    private function keep(string $key, array $value, array $more = []): void
    {
        $effect = ['effect' => 'cache', 'scope' => self::SCOPE, 'key' => $key, 'value' => $value, 'seconds' => 60];
        $this->store->perform($more + $effect);
    }

    /** @return array<string, array{value: array, age: int}> */
    private function load(string ...$keys): array
    {
        return $this->store->perform(['effect' => 'load', 'what' => 'cache', 'scope' => self::SCOPE, 'keys' => $keys]);
    }
}
