<?php

declare(strict_types=1);

namespace Host\Order;

use Host\Fields\FieldSet;
use Host\Http\Request;
use WHMCS\Domains\Domain;

/** One domain that a customer wants to register or to bring along. */
final class DomainOrder
{
    public const REGISTER = 'register';
    public const TRANSFER = 'transfer';

    /** The keys of an entry of `$_SESSION['cart']['domains']` that say yes or no. */
    private const ADDONS = ['idprotection', 'dnsmanagement', 'emailforwarding'];

    public readonly Domain $domain;
    public readonly FieldSet $fields;

    /** @param array<string, mixed> $entry of `$_SESSION['cart']['domains']` */
    private function __construct(private array $entry)
    {
        $this->domain = new Domain((string) $entry['domain']);
        $this->fields = new FieldSet($this->domain->getTopLevel(), $this->type());
    }

    /** @param array<string, mixed> $entry as entry() gives it */
    public static function fromCart(array $entry): self
    {
        $order = new self($entry);
        $order->fields->take($entry['fields'] ?? []);
        return $order;
    }

    public static function fromRequest(Request $request): self
    {
        $order = new self([
            'type' => $request->text('domainoption') === self::TRANSFER ? self::TRANSFER : self::REGISTER,
            'domain' => $request->isPost() ? $request->text('domain') : '',
            'regperiod' => $request->number('regperiod') ?: 1,
            'eppcode' => $request->text('eppcode'),
        ] + array_combine(self::ADDONS, array_map([$request, 'isTicked'], self::ADDONS)));
        // The fields belong to an extension: entries that were made for another one mean nothing here.
        $sameExtension = $request->text('fieldsof') === $order->domain->getTopLevel();
        return $sameExtension ? $order->answered($request->group('domainfield')) : $order;
    }

    /** @return array<string, mixed> as `$_SESSION['cart']['domains']` holds it */
    public function entry(): array
    {
        return ['domain' => $this->name(), 'fields' => $this->fields->values()] + $this->entry;
    }

    public function name(): string
    {
        return $this->domain->getDomain();
    }

    public function type(): string
    {
        return $this->entry['type'] === self::TRANSFER ? self::TRANSFER : self::REGISTER;
    }

    public function isTransfer(): bool
    {
        return $this->type() === self::TRANSFER;
    }

    /** A transfer brings one period. */
    public function years(): int
    {
        return $this->isTransfer() ? 1 : (int) $this->entry['regperiod'];
    }

    public function eppCode(): string
    {
        return (string) ($this->entry['eppcode'] ?? '');
    }

    /** @param string $addon idprotection, dnsmanagement or emailforwarding */
    public function has(string $addon): bool
    {
        return !empty($this->entry[$addon]);
    }

    /** @return array<string, int> as tbldomains keeps them */
    public function addons(): array
    {
        return array_combine(self::ADDONS, array_map(fn (string $addon): int => (int) $this->has($addon), self::ADDONS));
    }

    /** @param array<mixed> $entries of the form */
    private function answered(array $entries): self
    {
        $this->fields->takeForm($entries);
        return $this;
    }
}
