<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Order\PriceList;
use Host\Registrar\Domains;
use Illuminate\Database\Query\Builder;
use WHMCS\Database\Capsule;
use WHMCS\Domains\Domain;

/** GetClientsDomains and UpdateClientDomain. */
final class ClientDomains
{
    /** Names in the API that differ from the column. */
    private const RENAMED = [
        'regtype' => 'type',
        'domainname' => 'domain',
        'regperiod' => 'registrationperiod',
        'regdate' => 'registrationdate',
        'paymentmethodname' => 'paymentmethod',
        'notes' => 'additionalnotes',
    ];

    private const LISTED = [
        'id', 'userid', 'orderid', 'regtype', 'domainname', 'registrar', 'regperiod', 'firstpaymentamount',
        'recurringamount', 'paymentmethod', 'paymentmethodname', 'regdate', 'expirydate', 'nextduedate', 'status',
        'subscriptionid', 'promoid', 'dnsmanagement', 'emailforwarding', 'idprotection', 'donotrenew', 'notes',
    ];

    private const UPDATABLE = [
        'type', 'regdate', 'nextduedate', 'expirydate', 'domain', 'firstpaymentamount', 'recurringamount', 'registrar',
        'regperiod', 'paymentmethod', 'subscriptionid', 'promoid', 'notes', 'status', 'dnsmanagement',
        'emailforwarding', 'idprotection', 'donotrenew',
    ];

    private const FLAGS = ['dnsmanagement', 'emailforwarding', 'idprotection', 'donotrenew'];

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function list(array $values): array
    {
        $start = (int) ($values['limitstart'] ?? 0);
        $query = self::filtered($values);
        $total = (clone $query)->count();
        $rows = $query->orderBy('id')->offset($start)->limit((int) ($values['limitnum'] ?? 25))->get();
        return [
            'totalresults' => $total,
            'startnumber' => $start,
            'numreturned' => count($rows),
            'domains' => ['domain' => $rows->map([self::class, 'listed'])->all()],
        ];
    }

    /** @return array<string, mixed> */
    public static function listed(object $row): array
    {
        $listed = [];
        foreach (self::LISTED as $key) {
            $listed[$key] = $row->{self::RENAMED[$key] ?? $key};
        }
        return $listed;
    }

    /**
     * Name servers reach the registrar only when `updatens` asks for it.
     *
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function update(array $values): array
    {
        $domain = Domains::find((int) ($values['domainid'] ?? 0)) ?? throw new ApiError('Domain ID Not Found');
        $columns = self::columns($values);
        if (!empty($values['autorecalc'])) {
            $columns['recurringamount'] = self::recurring((object) ($columns + (array) $domain));
        }
        if ($columns !== []) {
            Domains::update((int) $domain->id, $columns);
        }
        if (!empty($values['updatens'])) {
            DomainCommands::updateNameservers($values);
        }
        return ['domainid' => (int) $domain->id];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    private static function columns(array $values): array
    {
        $columns = [];
        foreach (array_intersect(self::UPDATABLE, array_keys($values)) as $key) {
            $value = in_array($key, self::FLAGS, true) ? (int) (bool) $values[$key] : $values[$key];
            $columns[self::RENAMED[$key] ?? $key] = $value;
        }
        return $columns;
    }

    /** What the renewal of the domain costs in the currency of its owner; the old amount where it is not for sale. */
    private static function recurring(object $domain): string
    {
        $currency = (int) Capsule::table('tblclients')->where('id', $domain->userid)->value('currency');
        $extension = (new Domain((string) $domain->domain))->getDotTopLevel();
        $price = (new PriceList($currency))->price('renew', $extension, (int) $domain->registrationperiod);
        return $price ?? (string) $domain->recurringamount;
    }

    /** @param array<string, mixed> $values */
    private static function filtered(array $values): Builder
    {
        $query = Capsule::table('tbldomains');
        foreach (['clientid' => 'userid', 'domainid' => 'id', 'domain' => 'domain'] as $key => $column) {
            if (isset($values[$key]) && $values[$key] !== '') {
                $query->where($column, $values[$key]);
            }
        }
        return $query;
    }
}
