<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Idn;
use Ispbridge\Whmcs\Age;
use Ispbridge\Whmcs\Findings;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Snapshots;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Bridge;

/**
 * When a domain was last seen at the registrar and what differs there, on its page in the admin area.
 */
final class PortfolioTab
{
    /**
     * @param array<string, mixed> $vars
     * @return array<string, string> label to HTML; none for a domain of another registrar, or while the engine is missing
     */
    public static function fields(array $vars): array
    {
        $row = Capsule::table('tbldomains')->where('id', (int) ($vars['id'] ?? 0))->first(['id', 'domain', 'registrar']);
        if ($row?->registrar !== 'ispapi' || Bridge::problem(false) !== null) {
            return [];
        }
        $lang = Lang::ofShop();
        $sentences = [self::seen($lang, (string) $row->domain)];
        foreach (Findings::ofShopDomain((int) $row->id) as $finding) {
            $sentences[] = $lang->message($finding['message']) . ' (' . Age::text($lang, $finding['age']) . ')';
        }
        $html = array_map(static fn (string $sentence): string => '<div>' . htmlspecialchars($sentence) . '</div>', $sentences);
        return [$lang->text('portfolio.title') => implode('', $html)];
    }

    private static function seen(Lang $lang, string $domain): string
    {
        $age = Snapshots::age(Idn\to_ascii($domain));
        return $age === null
            ? $lang->text('portfolio.never_seen')
            : $lang->text('portfolio.seen', ['age' => Age::text($lang, $age)]);
    }
}
