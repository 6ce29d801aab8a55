<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Facade\Lang;
use Host\Http\Flash;
use Host\Http\OneTimeForm;
use Host\Http\Redirect;
use Host\Http\Request;
use Host\Log\ActivityLog;
use Host\Order\PriceList;
use Host\Order\RenewalOrder;
use Host\Registrar\Call;
use Host\Registrar\DomainActions;
use Host\Registrar\Nameservers;
use Host\Registrar\Result;

/** The forms of a customer's domain page; `sub` names them as the official templates do (contract, section 1.12). */
final class DomainForms
{
    /** @param object $domain row of tbldomains, owned by the visitor */
    public function __construct(private object $domain, private Request $request, private PriceList $prices)
    {
    }

    /** @return bool false when there is no such form in the domain's present state */
    public function handle(): bool
    {
        $form = $this->request->text('sub');
        $active = $this->domain->status === 'Active';
        match (true) {
            $active && $form === 'savens' => $this->saveNameservers(),
            $active && $form === 'savereglock' => $this->saveLock(),
            $form === 'releasedomain' && self::isReleasable($this->domain) => $this->release(),
            $form === 'renew' && RenewalOrder::isOpenFor($this->domain) => $this->renew(),
            default => null,
        };
        return false;
    }

    /** Registrars that are chosen by a tag are a custom of .uk. */
    public static function isReleasable(object $domain): bool
    {
        return $domain->status === 'Active' && str_ends_with((string) $domain->domain, '.uk')
            && (new Call($domain))->supports('ReleaseDomain');
    }

    private function saveNameservers(): never
    {
        $isDefault = $this->request->text('nschoice') === 'default';
        $hosts = $isDefault ? Nameservers::defaults() : Nameservers::typed($this->request);
        if ($hosts['ns1'] === '' || Nameservers::malformed($hosts) !== []) {
            $this->refuse('Please enter at least one name server, each as a full host name.');
        }
        $this->report(Nameservers::save($this->domain, $hosts), 'The name servers were saved.');
    }

    private function saveLock(): never
    {
        $lock = $this->request->isTicked('reglock');
        $done = $lock ? 'The domain is locked against transfers.' : 'The domain is open for a transfer.';
        $this->report((new DomainActions($this->domain))->lock($lock), $done);
    }

    private function release(): never
    {
        $tag = $this->request->text('transtag');
        $tag !== '' || $this->refuse('Please enter the tag of the new registrar.');
        $this->report((new DomainActions($this->domain))->release($tag), 'The domain was released.');
    }

    /** The form takes effect once; a second submit sees what the first one did. */
    private function renew(): never
    {
        $form = $this->request->text('formid');
        $years = $this->request->number('renewalperiod');
        $order = new RenewalOrder($this->domain, $this->prices);
        if (OneTimeForm::result($form) > 0) {
            $this->refuse('This form was sent before, and the domain renewed once.');
        }
        if (!OneTimeForm::isOpen($form) || !isset($order->offers()[$years])) {
            $this->refuse('Please choose how long to renew the domain.');
        }
        $invoiceId = $order->place($years);
        OneTimeForm::close($form, $invoiceId);
        $result = $order->payAndSend($invoiceId, $years);
        $result?->isSuccess() ? Flash::success('The domain is renewed.') : Flash::error(Lang::trans('domainrenewalfailed'));
        $this->back();
    }

    private function report(Result $result, string $success): never
    {
        if (!$result->isSuccess()) {
            ActivityLog::add("Refused for {$this->domain->domain}: {$result->error}", (int) $this->domain->userid);
            $this->refuse(Lang::trans('registrarsavefailed'));
        }
        Flash::success($success);
        $this->back();
    }

    private function refuse(string $sentence): never
    {
        Flash::error($sentence);
        $this->back();
    }

    private function back(): never
    {
        Redirect::to("clientarea.php?action=domaindetails&id={$this->domain->id}");
    }
}
