<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Order\Invoices;
use WHMCS\Database\Capsule;

/** GetInvoices and UpdateInvoice, as far as this host has invoices. */
final class InvoiceCommands
{
    private const UPDATABLE = ['date', 'duedate', 'datepaid', 'paymentmethod', 'status'];

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function list(array $values): array
    {
        $query = Capsule::table('tblinvoices');
        foreach (['userid', 'status'] as $column) {
            empty($values[$column]) || $query->where($column, $values[$column]);
        }
        $total = (clone $query)->count();
        $start = (int) ($values['limitstart'] ?? 0);
        $rows = $query->orderByDesc('id')->offset($start)->limit((int) ($values['limitnum'] ?? 25))->get();
        return [
            'totalresults' => $total,
            'startnumber' => $start,
            'numreturned' => count($rows),
            'invoices' => ['invoice' => $rows->map(static fn (object $row): array => (array) $row)->all()],
        ];
    }

    /**
     * A status of Paid pays the invoice as a customer does, with its hook.
     *
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function update(array $values): array
    {
        $id = (int) ($values['invoiceid'] ?? 0);
        Capsule::table('tblinvoices')->where('id', $id)->exists() || throw new ApiError('Invoice ID Not Found');
        if (($values['status'] ?? '') === 'Paid') {
            Invoices::pay($id);
            unset($values['status']);
        }
        $columns = array_intersect_key($values, array_flip(self::UPDATABLE));
        $columns === [] || Capsule::table('tblinvoices')->where('id', $id)->update($columns);
        return ['invoiceid' => $id];
    }
}
