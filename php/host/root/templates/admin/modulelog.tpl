{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
<form method="post" action="systemmodulelog.php" class="bar">
<input type="hidden" name="token" value="{$token}">
<span>Module logging is <strong>{if $isOn}on{else}off{/if}</strong>.</span>
{if $isOn}<button name="action" value="off">Switch off</button>{else}<button name="action" value="on">Switch on</button>{/if}
{if $entries}<button class="danger" name="action" value="clear">Empty the log</button>{/if}
</form>
{if $entries}
<table>
<thead><tr><th scope="col">Entry</th><th scope="col">Date</th><th scope="col">Module</th><th scope="col">Action</th></tr></thead>
<tbody>
{foreach $entries as $entry}
<tr><td class="short"><a href="systemmodulelog.php?id={$entry->id}" aria-label="Entry {$entry->id}">{$entry->id}</a></td><td class="short">{$entry->date}</td><td>{$entry->module}</td><td>{$entry->action}</td></tr>
{/foreach}
</tbody>
</table>
<p class="pages">Page {$page} of {$pages}, {$total} entries
{if $page > 1}<a href="systemmodulelog.php?page={$page - 1}">Newer</a>{/if}
{if $page < $pages}<a href="systemmodulelog.php?page={$page + 1}">Older</a>{/if}
</p>
{else}<p class="empty">The log is empty.{if !$isOn} Switch it on to record the calls of modules.{/if}</p>{/if}
</section>
{/block}
