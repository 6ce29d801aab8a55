<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Hook\Hooks;
use Host\Http\Request;
use Host\Registrar\Nameservers;
use WHMCS\Database\Capsule;
use WHMCS\Domains\Domain;

/** What a customer typed into the order form for one domain. */
final class DomainOrder
{
    /** Statuses in which a name of the shop is free to be ordered again. */
    private const FREE_AGAIN = ['Cancelled', 'Fraud', 'Transferred Away'];

    private const LABELS = '/^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/';

    /** @param array<string, string> $nameservers */
    private function __construct(
        public readonly Domain $domain,
        public readonly int $years,
        public readonly array $nameservers,
        public readonly bool $idProtection,
        public readonly bool $dnsManagement,
        public readonly bool $emailForwarding
    ) {
    }

    public static function fromRequest(Request $request): self
    {
        return new self(
            new Domain($request->text('domain')),
            $request->number('regperiod') ?: 1,
            Nameservers::numbered(array_map([$request, 'text'], ['ns1', 'ns2', 'ns3', 'ns4', 'ns5'])),
            $request->isTicked('idprotection'),
            $request->isTicked('dnsmanagement'),
            $request->isTicked('emailforwarding')
        );
    }

    /** @return list<string> sentences for the customer; empty when the order can be placed */
    public function errors(PriceList $prices): array
    {
        if (!preg_match(self::LABELS, $this->domain->toPunycode())) {
            return ['Please enter a domain name such as example.com.'];
        }
        if ($prices->registration($this->domain->getDotTopLevel(), $this->years) === null) {
            return ["We do not offer .{$this->domain->getTopLevel()} for this period."];
        }
        if ($this->isTaken()) {
            return ['This domain is already in our system. Please contact us.'];
        }
        return array_merge($this->nameserverErrors(), $this->hookErrors());
    }

    private function isTaken(): bool
    {
        return Capsule::table('tbldomains')
            ->whereIn('domain', [$this->domain->getDomain(), $this->domain->toPunycode(), $this->domain->toUnicode()])
            ->whereNotIn('status', self::FREE_AGAIN)->exists();
    }

    /** @return list<string> */
    private function nameserverErrors(): array
    {
        return array_map(
            static fn (string $host): string => "{$host} is not a full host name.",
            Nameservers::malformed($this->nameservers)
        );
    }

    /** @return list<string> */
    private function hookErrors(): array
    {
        $answers = Hooks::run('ShoppingCartValidateDomain', [
            'domainoption' => 'register',
            'sld' => $this->domain->getSecondLevel(),
            'tld' => $this->domain->getTopLevel(),
        ]);
        $lists = array_map(static fn (mixed $list): array => array_values((array) $list), $answers);
        return array_map('strval', array_merge(...$lists));
    }
}
