<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Facade\Lang;
use Host\Http\OneTimeForm;
use Host\Http\Redirect;
use Host\Order\Checkout;
use Host\Order\DomainOrder;
use Host\Order\PriceList;
use WHMCS\Database\Capsule;

/** cart.php: order one domain. The order counts as paid at once and goes to the registrar. */
final class CartPage extends ClientPage
{
    /** @var list<string> */
    private array $errors = [];

    protected function post(): void
    {
        $form = $this->request->text('formid');
        $orderId = OneTimeForm::isOpen($form) ? $this->order($form) : OneTimeForm::result($form);
        if ($orderId > 0) {
            Redirect::to("cart.php?a=complete&id={$orderId}");
        }
        if ($this->errors === []) {
            $this->errors[] = 'This order form has expired. Please check your entries and send it again.';
        }
    }

    protected function get(): void
    {
        $this->request->text('a') === 'complete' && !$this->request->isPost() ? $this->showResult() : $this->showForm();
    }

    /** @return int the number of the order, 0 when the entries are refused */
    private function order(string $form): int
    {
        $prices = new PriceList((int) $this->client->currency);
        $order = DomainOrder::fromRequest($this->request);
        $this->errors = $order->errors($prices);
        if ($this->errors !== []) {
            return 0;
        }
        $checkout = new Checkout((int) $this->client->id, $order, $prices);
        $orderId = $checkout->place();
        OneTimeForm::close($form, $orderId);
        $checkout->payAndRegister();
        return $orderId;
    }

    private function showForm(): void
    {
        $prices = new PriceList((int) $this->client->currency);
        $this->show('cart', 'Cart', 'Register a domain', [
            'errors' => $this->errors,
            'order' => DomainOrder::fromRequest($this->request),
            'extensions' => $prices->extensions(),
            'currency' => $prices->currencyCode(),
            'years' => range(1, 10),
            'formid' => OneTimeForm::issue(),
        ]);
    }

    private function showResult(): void
    {
        $id = $this->request->number('id');
        $order = Capsule::table('tblorders')->where(['id' => $id, 'userid' => $this->client->id])->first();
        $domain = Capsule::table('tbldomains')->where('orderid', $id)->first();
        if ($order === null || $domain === null) {
            $this->refuse(404, 'No such order', 'You have no order with this number.');
        }
        $this->show('cartcomplete', 'Cart', 'Order received', [
            'order' => $order,
            'domain' => $domain,
            'failure' => $domain->status === 'Active' ? '' : Lang::trans('domainregistrationfailed'),
        ]);
    }
}
