<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Lang;
use WHMCS\Module\Registrar\Ispapi\Fields\Answers;
use WHMCS\Module\Registrar\Ispapi\Fields\Customer;
use WHMCS\Module\Registrar\Ispapi\Fields\Engine;
use WHMCS\Module\Registrar\Ispapi\Fields\Sold;

/**
 * Checks the additional fields of the domains in the cart before anybody pays, by the rules by which they are sent later.
 */
final class CartFields
{
    /**
     * @param array<mixed> $posted what was submitted
     * @param mixed $cart the domains of the cart, from the session
     * @return list<string> what is wrong, in the visitor's language
     */
    public static function check(array $posted, mixed $cart): array
    {
        return Guarded::run('CartFields', static fn (): array => self::errors($posted, is_array($cart) ? $cart : []), []);
    }

    /**
     * @param array<mixed> $posted
     * @param array<mixed> $cart
     * @return list<string>
     */
    private static function errors(array $posted, array $cart): array
    {
        $domains = self::domains($posted, $cart);
        if ($domains === []) {
            return [];
        }
        $customer = Customer::ofVisitor([]);
        $about = ['country' => $customer['country'], 'organization' => $customer['companyname'] !== ''];
        $errors = [];
        foreach (Engine::ask('ValidateFields', ['domains' => $domains] + $about)['domains'] ?? [] as $judged) {
            foreach ($judged['messages'] as $message) {
                $errors[] = "{$judged['domain']}: " . Lang::ofVisitor()->message($message);
            }
        }
        return $errors;
    }

    /**
     * The items that are ours and whose answers are known.
     *
     * @param array<mixed> $posted
     * @param array<mixed> $cart
     * @return list<array{domain: string, tld: string, type: string, fields: array<mixed>}>
     */
    private static function domains(array $posted, array $cart): array
    {
        $form = is_array($posted['domainfield'] ?? null) ? $posted['domainfield'] : [];
        $sold = new Sold();
        $domains = [];
        foreach (array_filter($cart, 'is_array') as $index => $item) {
            [$domain, $type] = [$item['domain'] ?? null, $item['type'] ?? null];
            $tld = is_string($domain) && in_array($type, ['register', 'transfer'], true) ? $sold->tldOf($domain) : null;
            $fields = $tld === null ? null : Answers::byName($form[$index] ?? $item['fields'] ?? null, $tld, $type);
            if ($fields !== null) {
                $domains[] = ['domain' => $domain, 'tld' => $tld, 'type' => $type, 'fields' => $fields];
            }
        }
        return $domains;
    }
}
