{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
<h2>Failed actions</h2>
{if $queue}
<table>
<thead><tr><th scope="col">Domain</th><th scope="col">Action</th><th scope="col">Module</th><th scope="col">Last attempt</th><th scope="col">Error</th></tr></thead>
<tbody>
{foreach $queue as $row}
<tr><td><a href="clientsdomains.php?userid={$row->userid}&amp;id={$row->service_id}">{$row->domain}</a></td><td>{$row->module_action}</td><td>{$row->module_name}</td><td>{$row->last_attempt}</td><td>{$row->last_attempt_error}</td></tr>
{/foreach}
</tbody>
</table>
<p><a href="modulequeue.php">Try again in the module queue</a></p>
{else}<p class="empty">No action failed.</p>{/if}
{if $todos}<p><a href="todolist.php">{$todos} open item{if $todos > 1}s{/if} on the to-do list</a></p>{/if}
</section>
<section class="panel">
<h2>Domains</h2>
{if $statuses}
<dl class="facts">
{foreach $statuses as $row}<dt><a href="clientsdomains.php?status={$row->status|escape:'url'}">{$row->status}</a></dt><dd>{$row->domains}</dd>{/foreach}
</dl>
{else}<p class="empty">There are no domains yet.</p>{/if}
</section>
<section class="panel">
<h2>Activity</h2>
{if $activity}
<table>
<thead><tr><th scope="col">Date</th><th scope="col">User</th><th scope="col">Description</th></tr></thead>
<tbody>
{foreach $activity as $row}<tr><td class="short">{$row->date}</td><td class="short">{$row->user}</td><td>{$row->description}</td></tr>{/foreach}
</tbody>
</table>
{else}<p class="empty">The activity log is empty.</p>{/if}
</section>
{/block}
