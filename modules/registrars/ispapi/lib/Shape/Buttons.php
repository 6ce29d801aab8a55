<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Findings;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Safely;

/**
 * The buttons of a domain's admin page: label => function. WHMCS may ask twice a page, so nothing here goes over the network.
 */
final class Buttons extends Shape
{
    /** A finding => the function that answers it. */
    private const ANSWERS = ['earlier' => 'AcceptDate', 'ended' => 'ConfirmGone', 'missing' => 'ConfirmGone'];

    /**
     * @param array<string, mixed> $value
     * @return array<string, string>
     */
    public function done(array $value): array
    {
        $domainId = (int) ($this->params['domainid'] ?? 0);
        $findings = Safely::run("findings of {$domainId}", static fn (): array => Findings::ofShopDomain($domainId), []);
        $kinds = array_flip(array_column($findings, 'kind'));
        $functions = array_unique(['SyncNow', ...array_values(array_intersect_key(self::ANSWERS, $kinds))]);
        $label = static fn (string $function): string => Lang::ofShop()->text("button.{$function}");
        return array_combine(array_map($label, $functions), $functions);
    }

    /** @return array<string, string> */
    public function failed(string $sentence): array
    {
        return [];
    }
}
