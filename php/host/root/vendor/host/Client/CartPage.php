<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Facade\Lang;
use Host\Http\Flash;
use Host\Http\OneTimeForm;
use Host\Http\Redirect;
use Host\Order\Cart;
use Host\Order\Checkout;
use Host\Order\DomainOrder;
use Host\Order\OrderCheck;
use Host\Order\PriceList;
use Host\Registrar\Nameservers;
use WHMCS\Database\Capsule;

/** cart.php: order domains. The order counts as paid at once and goes to the registrars. */
final class CartPage extends ClientPage
{
    /** @var list<string> */
    private array $errors = [];

    protected function post(): void
    {
        $form = $this->request->text('formid');
        if (OneTimeForm::result($form) > 0) {
            $this->showOrder(OneTimeForm::result($form));
        }
        if (!OneTimeForm::isOpen($form)) {
            $this->errors = ['This order form has expired. Please check your entries and send it again.'];
            return;
        }
        match ($this->request->text('action')) {
            'remove' => $this->remove(),
            'add' => $this->add(),
            'checkout' => $this->checkOut($form),
            default => $this->order($form),
        };
    }

    protected function get(): void
    {
        $this->request->text('a') === 'complete' && !$this->request->isPost() ? $this->showResult() : $this->showForm();
    }

    private function remove(): never
    {
        Cart::current()->remove($this->request->text('item'));
        Redirect::to('cart.php');
    }

    private function add(): void
    {
        $order = $this->intoCart();
        if ($order !== null) {
            Flash::success("{$order->name()} is in your cart.");
            Redirect::to('cart.php');
        }
    }

    /** The typed domain joins the cart, and all of it is ordered; a refusal leaves the cart as it was. */
    private function order(string $form): void
    {
        $order = $this->intoCart();
        if ($order !== null) {
            $this->checkOut($form);
            Cart::current()->remove($order->name());
        }
    }

    /** @return DomainOrder|null null when the entries are refused */
    private function intoCart(): ?DomainOrder
    {
        $order = DomainOrder::fromRequest($this->request);
        $this->errors = $this->check()->ofDomain($order, Cart::current());
        if ($this->errors !== []) {
            return null;
        }
        Cart::current()->setNameservers(Nameservers::typed($this->request));
        Cart::current()->add($order);
        return $order;
    }

    private function checkOut(string $form): void
    {
        $cart = Cart::current();
        $this->errors = $this->check()->ofCheckout($cart);
        if ($this->errors === []) {
            $checkout = new Checkout((int) $this->client->id, $cart, $this->prices());
            $orderId = $checkout->place();
            $cart->clear();
            OneTimeForm::close($form, $orderId);
            $checkout->payAndSend();
            $this->showOrder($orderId);
        }
    }

    private function showOrder(int $id): never
    {
        Redirect::to("cart.php?a=complete&id={$id}");
    }

    private function check(): OrderCheck
    {
        return new OrderCheck($this->prices(), $this->request);
    }

    private function prices(): PriceList
    {
        return new PriceList((int) $this->client->currency);
    }

    private function showForm(): void
    {
        $order = DomainOrder::fromRequest($this->request);
        $isTransfer = $order->isTransfer() || (!$this->request->isPost() && $this->request->text('domain') === 'transfer');
        $isEntry = $this->request->isPost() && $this->request->text('action') !== 'checkout';
        $this->show('cart', 'Cart', $isTransfer ? 'Transfer a domain' : 'Register a domain', [
            'errors' => $this->errors,
            'order' => $order,
            'isTransfer' => $isTransfer,
            'cart' => Cart::current()->orders(),
            'prices' => $this->prices(),
            'total' => $this->prices()->total(Cart::current()->orders()),
            'extensions' => $this->prices()->extensions($isTransfer ? 'transfer' : 'register'),
            'currency' => $this->prices()->currencyCode(),
            'hosts' => $isEntry ? Nameservers::typed($this->request) : Cart::current()->nameservers(),
            'formid' => OneTimeForm::issue(),
        ]);
    }

    private function showResult(): void
    {
        $id = $this->request->number('id');
        $order = Capsule::table('tblorders')->where(['id' => $id, 'userid' => $this->client->id])->first();
        $domains = Capsule::table('tbldomains')->where('orderid', $id)->orderBy('id')->get()->all();
        if ($order === null || $domains === []) {
            $this->refuse(404, 'No such order', 'You have no order with this number.');
        }
        $this->show('cartcomplete', 'Cart', 'Order received', [
            'order' => $order,
            'domains' => $domains,
            'failure' => Lang::trans('domainregistrationfailed'),
        ]);
    }
}
