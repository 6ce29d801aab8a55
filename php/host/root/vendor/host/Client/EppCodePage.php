<?php

declare(strict_types=1);

namespace Host\Client;

use Host\Facade\Lang;
use Host\Registrar\DomainActions;
use Host\Registrar\Domains;

/** clientarea.php?action=domaingetepp: the code that another registrar asks for. */
final class EppCodePage extends ClientPage
{
    protected function get(): void
    {
        $id = $this->request->number('domainid') ?: $this->request->number('id');
        $domain = Domains::ofClient($id, (int) $this->client->id);
        if ($domain === null || $domain->status !== 'Active') {
            $this->refuse(404, 'No such domain', 'You have no active domain with this number.');
        }
        $result = (new DomainActions($domain))->eppCode();
        // Modules may return the code with HTML entities in it (contract, section 6.4).
        $code = html_entity_decode((string) ($result->fields()['eppcode'] ?? ''), ENT_QUOTES);
        $this->show('domaingetepp', 'DomainEPPCode', "EPP code of {$domain->domain}", [
            'domainid' => (int) $domain->id,
            'domain' => (string) $domain->domain,
            'eppcode' => $result->isSuccess() ? $code : '',
            'error' => $result->isSuccess() ? '' : Lang::trans('registrarunavailable'),
        ]);
    }
}
