{extends file='admin/layout.tpl'}
{block name=body}
<section class="panel">
<dl class="facts">
<dt>Date</dt><dd>{$entry->date}</dd>
<dt>Module</dt><dd>{$entry->module}</dd>
<dt>Action</dt><dd>{$entry->action}</dd>
</dl>
<h2>Request</h2>
<pre tabindex="0" aria-label="Request">{$entry->request}</pre>
<h2>Response</h2>
<pre tabindex="0" aria-label="Response">{$entry->response}</pre>
<h2>Processed data</h2>
{if $entry->arrdata}<pre tabindex="0" aria-label="Processed data">{$entry->arrdata}</pre>{else}<p class="empty">None.</p>{/if}
<p><a href="systemmodulelog.php">Back to the log</a></p>
</section>
{/block}
