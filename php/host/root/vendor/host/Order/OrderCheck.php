<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Hook\Hooks;
use Host\Http\Request;
use Host\Registrar\Nameservers;
use WHMCS\Database\Capsule;

/** Why a domain cannot go into the cart, or a cart not to the till, in sentences for the customer. */
final class OrderCheck
{
    /** Statuses in which a name of the shop is free to be ordered again. */
    private const FREE_AGAIN = ['Cancelled', 'Fraud', 'Transferred Away'];

    private const LABELS = '/^(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))+$/';

    public function __construct(private PriceList $prices, private Request $request)
    {
    }

    /** @return list<string> empty when the domain can go into the cart */
    public function ofDomain(DomainOrder $order, Cart $cart): array
    {
        $domain = $order->domain;
        if (!preg_match(self::LABELS, $domain->toPunycode())) {
            return ['Please enter a domain name such as example.com.'];
        }
        if ($this->prices->price($order->type(), $domain->getDotTopLevel(), $order->years()) === null) {
            return ["We do not offer .{$domain->getTopLevel()} for this period."];
        }
        if ($this->isTaken($order)) {
            return ['This domain is already in our system. Please contact us.'];
        }
        if ($cart->has($order->name())) {
            return ['This domain is in your cart already.'];
        }
        return array_merge($this->hookErrors($order), $this->configErrors($order));
    }

    /** @return list<string> empty when the order can be placed */
    public function ofCheckout(Cart $cart): array
    {
        if ($cart->isEmpty()) {
            return ['Your cart is empty.'];
        }
        $taken = array_filter($cart->orders(), fn (DomainOrder $order): bool => $this->isTaken($order));
        $sentences = array_map(
            static fn (DomainOrder $order): string => "{$order->name()} is already in our system. Please contact us.",
            array_values($taken)
        );
        return $sentences ?: self::sentences(Hooks::run('ShoppingCartValidateCheckout', $this->request->values()));
    }

    /** @return list<string> */
    private function configErrors(DomainOrder $order): array
    {
        $code = $order->isTransfer() && $order->eppCode() === '' && $this->prices->needsCode($order->domain->getDotTopLevel())
            ? ['Please enter the EPP code that your present registrar gave you.']
            : [];
        $hosts = array_map(
            static fn (string $host): string => "{$host} is not a full host name.",
            Nameservers::malformed(Nameservers::typed($this->request))
        );
        $hooks = self::sentences(Hooks::run('ShoppingCartValidateDomainsConfig', $this->request->values()));
        return array_merge($code, $hosts, $this->fieldErrors($order), $hooks);
    }

    /** @return list<string> a form that did not ask the questions yet is sent back with them */
    private function fieldErrors(DomainOrder $order): array
    {
        $asked = $order->fields->isEmpty() || $this->request->text('fieldsof') === $order->fields->topLevel;
        return $asked ? $order->fields->errors() : ["Names below .{$order->fields->topLevel} need more. Please answer below."];
    }

    private function isTaken(DomainOrder $order): bool
    {
        $domain = $order->domain;
        return Capsule::table('tbldomains')
            ->whereIn('domain', [$domain->getDomain(), $domain->toPunycode(), $domain->toUnicode()])
            ->whereNotIn('status', self::FREE_AGAIN)->exists();
    }

    /** @return list<string> */
    private function hookErrors(DomainOrder $order): array
    {
        return self::sentences(Hooks::run('ShoppingCartValidateDomain', [
            'domainoption' => $order->type(),
            'sld' => $order->domain->getSecondLevel(),
            'tld' => $order->domain->getTopLevel(),
        ]));
    }

    /**
     * @param list<mixed> $answers of hooks, each a sentence or a list of them
     * @return list<string>
     */
    private static function sentences(array $answers): array
    {
        $lists = array_map(static fn (mixed $answer): array => array_values((array) $answer), $answers);
        return array_values(array_filter(array_map('strval', array_merge(...$lists)), 'strlen'));
    }
}
