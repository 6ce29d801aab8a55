{extends file='client/layout.tpl'}
{block name=body}
<section class="panel">
{if $domains}
<table>
<thead><tr><th scope="col">Domain</th><th scope="col">Registered</th><th scope="col">Next due date</th><th scope="col">Status</th></tr></thead>
<tbody>
{foreach $domains as $domain}
<tr><td><a href="clientarea.php?action=domaindetails&amp;id={$domain->id}">{$domain->domain}</a></td><td>{$domain->registrationdate|date_text}</td><td>{$domain->nextduedate|date_text}</td><td><span class="state {if $domain->status eq 'Active'}on{/if}">{$domain->status}</span></td></tr>
{/foreach}
</tbody>
</table>
{else}<p class="empty">You have no domains yet.</p>{/if}
<p><a class="button" href="cart.php">Register a domain</a></p>
</section>
{/block}
