{extends file='admin/layout.tpl'}
{block name=body}
{if !$isEnabled}<p class="notice info" role="status">The synchronisation is switched off (DomainSyncEnabled).</p>
{elseif $isNotifyOnly}<p class="notice info" role="status">Notify only: what was found is listed here, and nothing is changed (DomainSyncNotifyOnly).</p>{/if}
<section class="panel">
{if $rows}
<table>
<thead><tr><th scope="col">Date</th><th scope="col">Task</th><th scope="col">Domain</th><th scope="col">Result</th></tr></thead>
<tbody>
{foreach $rows as $row}
<tr><td class="short">{$row->date}</td><td>{$row->task}</td><td>{if $row->domain}<a href="clientsdomains.php?userid={$row->userid}&amp;id={$row->domainid}">{$row->domain}</a>{else}{$row->domainid}{/if}</td><td>{if $row->error}<span class="bad">{$row->error}</span>{else}{$row->changes|default:'no difference'}{/if}</td></tr>
{/foreach}
</tbody>
</table>
{else}<p class="empty">No domain was synchronised yet. The cron does it: <code>crons/cron.php do --DomainTransferSync --DomainStatusSync</code></p>{/if}
</section>
{/block}
