<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Fields;

use WHMCS\Authentication\CurrentUser;
use WHMCS\Database\Capsule;
use WHMCS\Session;

/**
 * What is known of the customer who is logged in, so that no form asks for it again. It goes into forms as their default
 * values, on the server; no script carries it.
 */
final class Customer
{
    /** The client's custom field with the user id at the .dk registry: its name, or the text id before a `|`. */
    private const DK_FIELDS = ['DK-Hostmaster User ID', 'dkhostmasteruserid'];

    /**
     * @param list<string> $tlds what is asked for: an answer that no other TLD needs is not looked up
     * @return array{country: string, companyname: string, tax_id: string, language: string, dk_user_id: string}
     */
    public static function ofVisitor(array $tlds): array
    {
        $id = self::id();
        $row = $id === 0 ? null : Capsule::table('tblclients')->where('id', $id)->first();
        $known = ['dk_user_id' => $row !== null && in_array('.dk', $tlds, true) ? self::dkUserId($id) : ''];
        foreach (['country', 'companyname', 'tax_id', 'language'] as $column) {
            $known[$column] = self::plain($row->{$column} ?? '');
        }
        return $known;
    }

    /** 0 for nobody. */
    private static function id(): int
    {
        if (class_exists(CurrentUser::class)) {
            return (int) ((new CurrentUser())->client()?->id ?? 0);
        }
        return (int) Session::get('uid');
    }

    private static function dkUserId(int $client): string
    {
        $fields = Capsule::table('tblcustomfields')->where('type', 'client')->pluck('fieldname', 'id');
        $ours = $fields->filter(
            static fn (?string $name): bool => array_intersect(explode('|', (string) $name), self::DK_FIELDS) !== []
        );
        $values = Capsule::table('tblcustomfieldsvalues')->where('relid', $client);
        return self::plain($values->whereIn('fieldid', $ours->keys()->all())->value('value'));
    }

    /** WHMCS keeps client data HTML encoded. */
    private static function plain(mixed $stored): string
    {
        return trim(html_entity_decode((string) $stored, ENT_QUOTES | ENT_HTML5));
    }
}
