{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
<form method="get" action="clientsdomains.php" class="bar">
<label for="status">Status</label>
<select id="status" name="status"><option value="">any</option>{foreach $statuses as $name}<option{if $name eq $status} selected{/if}>{$name}</option>{/foreach}</select>
<button class="second">Show</button>
</form>
{if $domains}
<table>
<thead><tr><th scope="col">Id</th><th scope="col">Domain</th><th scope="col">Registrar</th><th scope="col">Registered</th><th scope="col">Expires</th><th scope="col">Status</th></tr></thead>
<tbody>
{foreach $domains as $domain}
<tr><td>{$domain->id}</td><td><a href="clientsdomains.php?userid={$domain->userid}&amp;id={$domain->id}">{$domain->domain}</a></td><td>{$domain->registrar|default:'none'}</td><td>{$domain->registrationdate|date_text}</td><td>{$domain->expirydate|date_text|default:'unknown'}</td><td><span class="state {if $domain->status eq 'Active'}on{/if}">{$domain->status}</span></td></tr>
{/foreach}
</tbody>
</table>
{if $pages > 1}
<p class="pages">Page {$page} of {$pages}
{if $page > 1}<a href="clientsdomains.php?status={$status|escape:'url'}&amp;page={$page - 1}">Newer</a>{/if}
{if $page < $pages}<a href="clientsdomains.php?status={$status|escape:'url'}&amp;page={$page + 1}">Older</a>{/if}
</p>
{/if}
{else}<p class="empty">{if $status}No domain has the status {$status}.{else}There are no domains yet.{/if}</p>{/if}
</section>
{/block}
