<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Lang;
use WHMCS\Module\Registrar\Ispapi\Engine;
use WHMCS\Module\Registrar\Ispapi\Fields\Sold;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * Asks the registrar about the transfers in a cart before anybody pays. Whatever goes wrong with the question, nobody is kept
 * from buying.
 */
final class TransferCheck
{
    /**
     * @param mixed $cart the domains of the cart, from the session
     * @return list<string> what cannot be transferred, and why, in the visitor's language
     */
    public static function check(mixed $cart): array
    {
        return Guarded::run('TransferCheck', static fn (): array => self::errors(is_array($cart) ? $cart : []), []);
    }

    /**
     * @param array<mixed> $cart
     * @return list<string>
     */
    private static function errors(array $cart): array
    {
        $transfers = self::isWanted() ? self::transfers($cart) : [];
        $value = $transfers === [] ? null : Engine::value('CheckTransfers', ['transfers' => $transfers]);
        $said = static fn (array $refusal): string
            => "{$refusal['domain']}: " . Lang::ofVisitor()->message($refusal['reason']);
        return array_map($said, $value['refusals'] ?? []);
    }

    /** On where nothing is stored, as the settings page shows it. */
    private static function isWanted(): bool
    {
        return Settings::isOn(Settings::stored()['TRANSFERCARTPRECHECK'] ?? 'on');
    }

    /**
     * The transfers that are ours.
     *
     * @param array<mixed> $cart
     * @return list<array{domain: string, eppcode: string}>
     */
    private static function transfers(array $cart): array
    {
        $sold = new Sold();
        $ours = static fn (mixed $item): bool => is_array($item) && ($item['type'] ?? '') === 'transfer'
            && is_string($item['domain'] ?? null) && $sold->tldOf($item['domain']) !== null;
        $asked = static fn (array $item): array => [
            'domain' => $item['domain'],
            'eppcode' => is_string($item['eppcode'] ?? null) ? $item['eppcode'] : '',
        ];
        return array_map($asked, array_values(array_filter($cart, $ours)));
    }
}
