<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Findings;
use WHMCS\Database\Capsule;

final class FindingsTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testADomainHasExactlyWhatWasFound(): void
    {
        $this->keep([7, 8], $this->finding(7, 'earlier', '2026-01-01'), $this->finding(7, 'held'), $this->finding(8, 'held'));
        $this->keep([7], $this->finding(7, 'earlier', '2026-01-01'));
        self::assertSame(['earlier'], array_column($this->load(7), 'kind'));
        self::assertSame(['held'], array_column($this->load(8), 'kind'), 'another domain is not concerned');
        $this->keep([7, 8]);
        self::assertSame(0, Findings::count());
    }

    /** @dataProvider databases */
    public function testKindsThatAreNotNamedStay(): void
    {
        $this->keep([7], $this->finding(7, 'ended'), $this->finding(7, 'held'));
        $this->store->perform(['kinds' => ['held', 'missing'], 'domain_ids' => [7], 'rows' => []] + $this->effect());
        self::assertSame(['ended'], array_column($this->load(7), 'kind'));
    }

    /** @dataProvider databases */
    public function testWhatIsFoundAgainKeepsItsAgeAndOnlyDifferencesAreWritten(): void
    {
        $this->keep([7], $this->finding(7, 'missing'));
        $this->age('findings', 3600, 'found_at');
        Capsule::connection()->enableQueryLog();
        $this->keep([7], $this->finding(7, 'missing'));
        $queries = array_column(Capsule::connection()->getQueryLog(), 'query');
        self::assertSame([], array_values(preg_grep('/^(insert|update|delete)/', $queries)));
        self::assertEqualsWithDelta(3600, $this->load(7)[0]['age'], 5);
    }

    /** @dataProvider databases */
    public function testAConfirmationLastsWhileTheValueDoes(): void
    {
        $this->keep([7], $this->finding(7, 'missing', 'a'), $this->finding(7, 'held'));
        $this->store->perform(['effect' => 'accept', 'scope' => self::SCOPE, 'domain_id' => 7, 'kinds' => ['missing', 'ended']]);
        $accepted = fn (): array => array_column($this->load(7), 'accepted', 'kind');
        self::assertEquals(['missing' => true, 'held' => false], $accepted());
        $other = ['message' => ['key' => 'finding.missing', 'values' => [], 'text' => 'In other words.']];
        $this->keep([7], $other + $this->finding(7, 'missing', 'a'), $this->finding(7, 'held'));
        self::assertTrue($accepted()['missing']);
        $this->keep([7], $this->finding(7, 'missing', 'b'), $this->finding(7, 'held'));
        self::assertFalse($accepted()['missing']);
    }

    /** @dataProvider databases */
    public function testTheDomainsPageGetsTheSentences(): void
    {
        $this->keep([7], $this->finding(7, 'held'));
        self::assertSame('finding.held', Findings::ofShopDomain(7)[0]['message']['key']);
        self::assertSame([], Findings::ofShopDomain(8));
    }

    /** @dataProvider databases */
    public function testWithoutTheTableNothingIsKnown(): void
    {
        Capsule::schema()->drop('mod_ispbridge_findings');
        self::assertNull($this->load(7));
    }

    /** @return array<string, mixed> */
    private function finding(int $domainId, string $kind, string $value = ''): array
    {
        return [
            'domain_id' => $domainId, 'domain' => 'example.com', 'kind' => $kind, 'value' => $value,
            'message' => ['key' => "finding.{$kind}", 'values' => [], 'text' => 'English.'],
        ];
    }

    /** @return array<string, mixed> */
    private function effect(): array
    {
        return ['effect' => 'findings', 'scope' => self::SCOPE];
    }

    /**
     * @param list<int> $domainIds
     * @param array<string, mixed> ...$rows
     */
    private function keep(array $domainIds, array ...$rows): void
    {
        $this->store->perform(['kinds' => [], 'domain_ids' => $domainIds, 'rows' => $rows] + $this->effect());
    }

    /** @return list<array<string, mixed>>|null */
    private function load(int $domainId): ?array
    {
        $effect = ['effect' => 'load', 'what' => 'findings', 'scope' => self::SCOPE, 'domain_id' => $domainId];
        return $this->store->perform($effect);
    }
}
