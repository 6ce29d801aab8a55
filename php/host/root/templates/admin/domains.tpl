{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
{if $domains}
<table>
<thead><tr><th scope="col">Id</th><th scope="col">Domain</th><th scope="col">Registrar</th><th scope="col">Registered</th><th scope="col">Expires</th><th scope="col">Status</th></tr></thead>
<tbody>
{foreach $domains as $domain}
<tr><td>{$domain->id}</td><td><a href="clientsdomains.php?userid={$domain->userid}&amp;id={$domain->id}">{$domain->domain}</a></td><td>{$domain->registrar|default:'none'}</td><td>{$domain->registrationdate|date_text}</td><td>{$domain->expirydate|date_text|default:'unknown'}</td><td><span class="state {if $domain->status eq 'Active'}on{/if}">{$domain->status}</span></td></tr>
{/foreach}
</tbody>
</table>
{else}<p class="empty">There are no domains yet.</p>{/if}
</section>
{/block}
