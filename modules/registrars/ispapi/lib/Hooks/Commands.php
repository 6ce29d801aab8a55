<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Hooks;

use Ispbridge\Whmcs\Age;
use Ispbridge\Whmcs\Lang;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Buttons;
use WHMCS\Module\Registrar\Ispapi\Confirmation;
use WHMCS\Module\Registrar\Ispapi\Dispatch;
use WHMCS\Module\Registrar\Ispapi\LastCommand;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * The module's commands on the page of a domain in the admin area: how the last one ended, and the field that confirms one which
 * cannot be undone. The field is a part of WHMCS' own form, whose token WHMCS checks; a form inside it would be no HTML.
 */
final class Commands
{
    /**
     * @param array<string, mixed> $vars
     * @return array<string, string> label to HTML; none for a domain of another registrar
     */
    public static function fields(array $vars): array
    {
        $domain = self::domain($vars);
        if ($domain === null) {
            return [];
        }
        $lang = Lang::ofShop();
        $fields = [];
        $last = LastCommand::ofDomain((int) $domain->id);
        if ($last !== null) {
            $fields[$lang->text('command.last')] = self::told($lang, $last);
        }
        $open = Confirmation::ofDomain((int) $domain->id);
        if ($open !== null) {
            $fields[Buttons::label($open['command'])] = self::question($lang, $open, (string) $domain->domain);
        }
        return $fields;
    }

    /** @param array<string, mixed> $vars the request */
    public static function save(array $vars): void
    {
        $typed = self::text($vars, 'ispapi_confirm');
        $domain = $typed === '' ? null : self::domain($vars);
        if ($domain === null) {
            return;
        }
        $open = Confirmation::take((int) $domain->id, self::text($vars, 'ispapi_confirm_key'));
        if ($open === null) {
            LastCommand::keep((int) $domain->id, Lang::ofShop()->text('confirm.not_open'), true);
            return;
        }
        $params = ['confirmed' => $typed] + $open['shown'] + self::params($domain) + Settings::stored();
        Dispatch::call("ispapi_{$open['command']}Confirmed", $params);
    }

    /**
     * @param array<string, mixed> $vars
     * @return \stdClass|null a row of tbldomains; null for a domain of another registrar
     */
    private static function domain(array $vars): ?\stdClass
    {
        return Capsule::table('tbldomains')->where('id', (int) ($vars['id'] ?? 0))->where('registrar', 'ispapi')
            ->first(['id', 'userid', 'domain']);
    }

    /** @return array<string, mixed> those of WHMCS that a command needs; a name that is sold has one label before its extension */
    private static function params(\stdClass $domain): array
    {
        [$sld, $tld] = explode('.', (string) $domain->domain, 2) + ['', ''];
        return ['domainid' => (int) $domain->id, 'userid' => (int) $domain->userid, 'sld' => $sld, 'tld' => $tld];
    }

    /** @param array{sentence: string, failed: bool, age: int} $last */
    private static function told(Lang $lang, array $last): string
    {
        $class = $last['failed'] ? 'text-danger' : 'text-success';
        $age = Age::text($lang, $last['age']);
        return "<span class=\"{$class}\">" . htmlspecialchars($last['sentence']) . '</span> (' . htmlspecialchars($age) . ')';
    }

    /** @param array{command: string, shown: array<string, string>, key: string} $open */
    private static function question(Lang $lang, array $open, string $domain): string
    {
        $what = $lang->text("confirm.{$open['command']}", ['domain' => $domain] + $open['shown']);
        $how = $lang->text('confirm.how', ['domain' => $domain]);
        return '<p class="text-danger"><strong>' . htmlspecialchars($what) . '</strong></p>'
            . '<input type="hidden" name="ispapi_confirm_key" value="' . htmlspecialchars($open['key']) . '">'
            . '<label for="ispapi_confirm">' . htmlspecialchars($how) . '</label> '
            . '<input type="text" class="form-control input-300" id="ispapi_confirm" name="ispapi_confirm" size="40"'
            . ' autocomplete="off">';
    }

    /** @param array<string, mixed> $vars */
    private static function text(array $vars, string $name): string
    {
        $value = $vars[$name] ?? '';
        return is_string($value) ? trim($value) : '';
    }
}
