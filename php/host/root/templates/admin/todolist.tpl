{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
<h2>Open</h2>
{if $open}
<table>
<thead><tr><th scope="col">Due</th><th scope="col">What</th><th scope="col">Status</th><th scope="col"><span class="unseen">Done</span></th></tr></thead>
<tbody>
{foreach $open as $item}
<tr><td class="short">{$item->duedate|date_text|default:'any time'}</td><td><strong>{$item->title}</strong><div class="lines">{$item->description}</div></td><td class="short">{$item->status|default:'Pending'}</td>
<td class="actions"><form method="post" action="todolist.php"><input type="hidden" name="token" value="{$token}"><input type="hidden" name="id" value="{$item->id}"><button name="action" value="complete" aria-label="Done: {$item->title}">Done</button></form></td></tr>
{/foreach}
</tbody>
</table>
{else}<p class="empty">Nothing waits for you.</p>{/if}
</section>
{if $done}
<section class="panel">
<h2>Done</h2>
<table>
<thead><tr><th scope="col">From</th><th scope="col">What</th></tr></thead>
<tbody>
{foreach $done as $item}<tr><td class="short">{$item->date|date_text}</td><td><strong>{$item->title}</strong><div class="lines">{$item->description}</div></td></tr>{/foreach}
</tbody>
</table>
</section>
{/if}
{/block}
