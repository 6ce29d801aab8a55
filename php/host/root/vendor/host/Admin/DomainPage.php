<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Fields\FieldSet;
use Host\Hook\Hooks;
use Host\Http\Token;
use Host\Registrar\Call;
use Host\Registrar\CustomFunctions;
use Host\Registrar\DomainInformation;
use Host\Registrar\Domains;
use Host\Registrar\ModuleQueue;
use Host\Registrar\Settings;
use Host\Registrar\TransferSecrets;
use WHMCS\Domains\Domain;
use WHMCS\User\Client;

/** clientsdomains.php with an id: one domain, what the registrar says about it, and what can be done with it. */
final class DomainPage extends AdminPage
{
    /** Functions of the module that have a form of their own on the page. */
    private const COMMANDS = [
        'GetEPPCode', 'IDProtectToggle', 'RegisterDomain', 'ReleaseDomain', 'RenewDomain', 'RequestDelete',
        'SaveRegistrarLock', 'TransferDomain',
    ];

    protected function post(): void
    {
        $forms = new DomainForms($this->domain(), $this->request);
        $forms->handle() || $this->refuse(400, 'Unknown action', 'This form does not exist.');
    }

    /** Buttons of modules were seen as links with the token in them. */
    protected function get(): void
    {
        $domain = $this->domain();
        if ($this->request->text('regaction') === 'custom' && !$this->request->isPost()) {
            Token::isValid() || $this->refuse(403, 'Invalid token', 'The link has expired. Reload the page it is on.');
            (new DomainForms($domain, $this->request))->custom();
        }
        $this->showDomain($domain);
    }

    private function domain(): object
    {
        return Domains::find($this->request->number('id'))
            ?? $this->refuse(404, 'No such domain', 'There is no domain with this number.');
    }

    private function showDomain(object $domain): void
    {
        $call = new Call($domain);
        $this->show('domain', (string) $domain->domain, [
            'domain' => $domain,
            'client' => Client::query()->find($domain->userid),
            'registrars' => Settings::activeModules(),
            'statuses' => Domains::STATUSES,
            'queue' => ModuleQueue::ofDomain((int) $domain->id),
            'information' => Domains::isAtRegistrar($domain) ? DomainInformation::read($domain) : null,
            'supports' => array_combine(self::COMMANDS, array_map([$call, 'supports'], self::COMMANDS)),
            'buttons' => (new CustomFunctions($domain))->buttons(),
            'transferCode' => TransferSecrets::ofDomain($domain),
            'fieldSet' => self::fieldSet($domain),
            'tabFields' => $this->tabFields($domain, $call),
        ]);
    }

    public static function fieldSet(object $domain): FieldSet
    {
        $topLevel = (new Domain((string) $domain->domain))->getTopLevel();
        return (new FieldSet($topLevel, strtolower((string) $domain->type)))->load((int) $domain->id);
    }

    /** @return array<string, string> label to HTML: of the module, then of the hooks */
    private function tabFields(object $domain, Call $call): array
    {
        $own = $call->supports('AdminDomainsTabFields') ? $call->run('AdminDomainsTabFields') : null;
        $hooks = Hooks::run('AdminClientDomainsTabFields', ['id' => (int) $domain->id]);
        $fields = $own?->isSuccess() ? $own->fields() : [];
        return array_filter(array_merge($fields, ...array_filter($hooks, 'is_array')), 'is_scalar');
    }
}
