<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Hook\Hooks;
use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Http\Request;
use Host\Log\ActivityLog;
use Host\Registrar\CustomFunctions;
use Host\Registrar\DomainActions;
use Host\Registrar\Domains;
use Host\Registrar\Nameservers;
use Host\Registrar\Registration;
use Host\Registrar\Renewal;
use Host\Registrar\Result;
use Host\Registrar\Settings;
use Host\Registrar\Transfer;

/** The forms of the admin domain page; `action` names them. */
final class DomainForms
{
    private const LONGEST_PERIOD = 10;

    private DomainActions $actions;

    /** @param object $domain row of tbldomains */
    public function __construct(private object $domain, private Request $request)
    {
        $this->actions = new DomainActions($domain);
    }

    /** @return bool false when there is no such form */
    public function handle(): bool
    {
        match ($this->request->text('regaction') ?: $this->request->text('action')) {
            'custom' => $this->custom(),
            'delete' => $this->report($this->actions->requestDelete(), 'The registrar was asked to delete the domain.'),
            'eppcode' => $this->showEppCode(),
            'idprotect' => $this->toggleProtection(),
            'reglock' => $this->saveLock(),
            'register' => $this->register(),
            'release' => $this->release(),
            'renew' => $this->renew(),
            'save' => $this->save(),
            'savens' => $this->saveNameservers(),
            'transfer' => $this->transfer(),
            default => null,
        };
        return false;
    }

    /** One of the module's own buttons; `ac` is the suffix of its function. */
    public function custom(): never
    {
        $result = (new CustomFunctions($this->domain))->run($this->request->text('ac'));
        if ($result === null) {
            $this->refuse('The module has no such button.');
        }
        $this->report($result, 'The module carried it out.');
    }

    private function register(): never
    {
        $this->chooseRegistrar();
        $this->report((new Registration($this->domain))->run(), 'The domain is registered.');
    }

    private function transfer(): never
    {
        $this->chooseRegistrar();
        $transfer = new Transfer($this->domain, $this->request->text('eppcode'));
        $this->report($transfer->run(), 'The transfer was requested.');
    }

    private function renew(): never
    {
        $years = $this->request->number('renewalperiod');
        if ($years < 1 || $years > self::LONGEST_PERIOD) {
            $this->refuse('Choose for how many years to renew.');
        }
        $this->report((new Renewal($this->domain, $years))->run(), 'The domain is renewed.');
    }

    private function release(): never
    {
        $tag = $this->request->text('transfertag');
        $tag !== '' || $this->refuse('Enter the tag of the new registrar.');
        $this->report($this->actions->release($tag), 'The domain was released.');
    }

    private function toggleProtection(): never
    {
        $enable = $this->request->text('protect') === 'on';
        $this->report($this->actions->protectId($enable), 'ID protection is ' . ($enable ? 'on.' : 'off.'));
    }

    private function saveLock(): never
    {
        $lock = $this->request->text('lockstatus') === 'locked';
        $this->report($this->actions->lock($lock), 'The domain is ' . ($lock ? 'locked.' : 'unlocked.'));
    }

    private function showEppCode(): never
    {
        $result = $this->actions->eppCode();
        $code = html_entity_decode((string) ($result->fields()['eppcode'] ?? ''), ENT_QUOTES);
        $this->report($result, $code === '' ? 'The EPP code was sent to the owner by email.' : "The EPP code is {$code}");
    }

    private function saveNameservers(): never
    {
        $this->report(Nameservers::save($this->domain, Nameservers::typed($this->request)), 'The name servers were saved.');
    }

    /** What the shop keeps of the domain; the hooks see the request as it came. */
    private function save(): never
    {
        $status = $this->request->text('status');
        $columns = [
            'status' => in_array($status, Domains::STATUSES, true) ? $status : $this->domain->status,
            'expirydate' => $this->typedDate('expirydate'),
            'nextduedate' => $this->typedDate('nextduedate'),
            'donotrenew' => (int) $this->request->isTicked('donotrenew'),
        ];
        Domains::update((int) $this->domain->id, $columns);
        DomainPage::fieldSet($this->domain)->takeForm($this->request->group('domainfield'))->save((int) $this->domain->id);
        ActivityLog::add("Domain {$this->domain->domain} edited", (int) $this->domain->userid);
        Hooks::run('DomainEdit', ['userid' => (int) $this->domain->userid, 'domainid' => (int) $this->domain->id]);
        Hooks::run('AdminClientDomainsTabFieldsSave', $this->request->values());
        Flash::success('The domain was saved.');
        $this->back();
    }

    /** @return string as the database keeps it; the old date where none was meant */
    private function typedDate(string $key): string
    {
        $typed = $this->request->text($key);
        $isEmptied = $typed === '' && $this->request->has($key);
        return match (true) {
            Domains::isDate($typed) => $typed,
            $isEmptied => '0000-00-00',
            default => (string) $this->domain->{$key},
        };
    }

    private function chooseRegistrar(): void
    {
        $registrar = $this->request->text('registrar');
        if (!in_array($registrar, Settings::activeModules(), true)) {
            $this->refuse('Choose an active registrar module first.');
        }
        $this->domain->registrar = $registrar;
        Domains::update((int) $this->domain->id, ['registrar' => $registrar]);
    }

    private function report(Result $result, string $success): never
    {
        $result->isSuccess() ? Flash::success($success) : Flash::error('Registrar error: ' . $result->error);
        $this->back();
    }

    private function refuse(string $sentence): never
    {
        Flash::error($sentence);
        $this->back();
    }

    private function back(): never
    {
        Redirect::to("clientsdomains.php?userid={$this->domain->userid}&id={$this->domain->id}");
    }
}
