<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Hook\Hooks;
use Host\Order\Checkout;
use WHMCS\Database\Capsule;

/** AcceptOrder. */
final class OrderCommands
{
    /**
     * Domains that are still pending go to their registrars where `sendregistrar` asks for it.
     *
     * @param array<string, mixed> $values `registrar` chooses the module for them
     * @return array<string, mixed>
     */
    public static function accept(array $values): array
    {
        $order = Capsule::table('tblorders')->where('id', (int) ($values['orderid'] ?? 0));
        $id = (int) ((clone $order)->value('id') ?? throw new ApiError('Order ID Not Found'));
        $order->update(['status' => 'Active']);
        if (!empty($values['sendregistrar'])) {
            self::send($id, (string) ($values['registrar'] ?? ''));
        }
        Hooks::run('AcceptOrder', ['orderid' => $id]);
        return [];
    }

    private static function send(int $orderId, string $registrar): void
    {
        $domains = Capsule::table('tbldomains')->where(['orderid' => $orderId, 'status' => 'Pending']);
        $registrar === '' || (clone $domains)->update(['registrar' => $registrar]);
        foreach ($domains->orderBy('id')->pluck('id') as $id) {
            Checkout::send((int) $id);
        }
    }
}
