{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
{if $queue}
<table>
<thead><tr><th scope="col">Domain</th><th scope="col">Action</th><th scope="col">Last attempt</th><th scope="col">Tries</th><th scope="col">Error</th><th scope="col"><span class="unseen">Commands</span></th></tr></thead>
<tbody>
{foreach $queue as $row}
<tr><td><a href="clientsdomains.php?userid={$row->userid}&amp;id={$row->service_id}">{$row->domain}</a></td><td>{$row->module_action}</td><td class="short">{$row->last_attempt}</td><td>{$row->num_retries + 1}</td><td>{$row->last_attempt_error}</td>
<td class="actions"><form method="post" action="modulequeue.php"><input type="hidden" name="token" value="{$token}"><input type="hidden" name="id" value="{$row->id}"><button name="action" value="retry" aria-label="Try {$row->module_action} of {$row->domain} again">Try again</button> <button class="second" name="action" value="resolve" aria-label="Mark {$row->module_action} of {$row->domain} as settled">Settled</button></form></td></tr>
{/foreach}
</tbody>
</table>
{else}<p class="empty">No action of a module has failed.</p>{/if}
</section>
{/block}
