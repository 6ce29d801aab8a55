<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Fields;

use Ispbridge\Whmcs\Lang;

/**
 * What WHMCS asks with AdditionalDomainFields, and what it does not say but knows.
 */
final class Request
{
    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function of(array $params): array
    {
        $tld = is_string($params['tld'] ?? null) ? '.' . ltrim($params['tld'], '.') : '';
        $more = ['language' => Lang::ofVisitor()->name(), 'customer' => Customer::ofVisitor([$tld])];
        return $more + array_diff_key($params, ['fields' => true]); // the default definitions may hold closures and more
    }
}
