<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Age;
use Ispbridge\Whmcs\Journal;
use Ispbridge\Whmcs\Lang;
use WHMCS\Database\Capsule;

/**
 * What the journal knows of a domain, on its page in the admin area.
 */
final class DomainTab
{
    private const COLUMNS = ['operation', 'state', 'when', 'trace'];

    /**
     * @param array<string, mixed> $vars
     * @return array<string, string> label to HTML; none for a domain of another registrar
     */
    public static function fields(array $vars): array
    {
        $domainId = (int) ($vars['id'] ?? 0);
        if (Capsule::table('tbldomains')->where('id', $domainId)->value('registrar') !== 'ispapi') {
            return [];
        }
        $lang = Lang::ofShop();
        $rows = Journal::ofShopDomain($domainId);
        $html = $rows === [] ? self::plain($lang->text('journal.none')) : self::table($lang, $rows);
        return [$lang->text('journal.title') => $html];
    }

    /** @param list<array<string, mixed>> $rows */
    private static function table(Lang $lang, array $rows): string
    {
        $cells = static fn (string $tag, array $texts): string => '<tr>' . implode('', array_map(
            static fn (string $text): string => "<{$tag}>" . self::plain($text) . "</{$tag}>",
            $texts
        )) . '</tr>';
        $heads = array_map(static fn (string $name): string => $lang->text("journal.column_{$name}"), self::COLUMNS);
        $body = array_map(static fn (array $row): string => $cells('td', self::row($lang, $row)), $rows);
        return '<table class="datatable" width="100%">' . $cells('th', $heads) . implode('', $body) . '</table>';
    }

    /**
     * @param array<string, mixed> $row
     * @return list<string>
     */
    private static function row(Lang $lang, array $row): array
    {
        $operation = $lang->text("journal.operation_{$row['operation']}");
        $term = ['years' => (string) $row['years'], 'from' => (string) $row['from']];
        $what = $row['from'] === 'new' ? $operation : "{$operation}, " . $lang->text('journal.years', $term);
        return [$what, $lang->text("journal.state_{$row['state']}"), Age::text($lang, $row['age']), $row['trace']];
    }

    private static function plain(string $text): string
    {
        return htmlspecialchars($text);
    }
}
