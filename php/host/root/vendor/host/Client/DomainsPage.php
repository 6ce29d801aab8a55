<?php

declare(strict_types=1);

namespace Host\Client;

use WHMCS\Database\Capsule;

/** clientarea.php?action=domains: the customer's domains. */
final class DomainsPage extends ClientPage
{
    protected function get(): void
    {
        $domains = Capsule::table('tbldomains')->where('userid', $this->client->id)->orderBy('domain')->get()->all();
        $this->show('domains', 'Domains', 'My domains', ['domains' => $domains]);
    }
}
