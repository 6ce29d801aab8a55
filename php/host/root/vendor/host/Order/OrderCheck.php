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
        $errors = array_filter(array_map([$this, 'obstacle'], $cart->orders()), 'strlen');
        return array_values($errors) ?: self::sentences(
            Hooks::run('ShoppingCartValidateCheckout', $this->request->values())
        );
    }

    /** @return string what has come in the way since the domain went into the cart; empty when nothing has */
    private function obstacle(DomainOrder $order): string
    {
        $price = $this->prices->price($order->type(), $order->domain->getDotTopLevel(), $order->years());
        return match (true) {
            $price === null => "We do not offer {$order->name()} for this period any more.",
            $this->isTaken($order) => "{$order->name()} is already in our system. Please contact us.",
            default => '',
        };
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
        return $asked
            ? $order->fields->errors()
            : ["A name ending in .{$order->fields->topLevel} needs a few answers. Please give them below."];
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
