<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Registrar\Nameservers;

/** The cart of a visitor, in `$_SESSION['cart']`, where hooks look for `domains`. */
final class Cart
{
    public static function current(): self
    {
        $_SESSION['cart'] ??= ['domains' => []];
        return new self();
    }

    /** @return list<DomainOrder> */
    public function orders(): array
    {
        return array_map([DomainOrder::class, 'fromCart'], $_SESSION['cart']['domains']);
    }

    public function isEmpty(): bool
    {
        return $_SESSION['cart']['domains'] === [];
    }

    public function has(string $domain): bool
    {
        return in_array($domain, array_column($_SESSION['cart']['domains'], 'domain'), true);
    }

    public function add(DomainOrder $order): void
    {
        $_SESSION['cart']['domains'][] = $order->entry();
    }

    public function remove(string $domain): void
    {
        $_SESSION['cart']['domains'] = array_values(array_filter(
            $_SESSION['cart']['domains'],
            static fn (array $entry): bool => $entry['domain'] !== $domain
        ));
    }

    public function clear(): void
    {
        $_SESSION['cart'] = ['domains' => []];
    }

    /** @return array<string, string> of the whole order, as tblorders keeps them */
    public function nameservers(): array
    {
        return Nameservers::numbered($_SESSION['cart']);
    }

    /** @param array<string, string> $hosts */
    public function setNameservers(array $hosts): void
    {
        $_SESSION['cart'] = Nameservers::numbered($hosts) + $_SESSION['cart'];
    }
}
