{extends file='client/layout.tpl'}
{block name=body}
{if $failure}<p class="notice info" role="status">{$failure}</p>
{else}<p class="notice success" role="status">{$domain->domain} is registered.</p>{/if}
<section class="panel">
<dl class="facts">
<dt>Order number</dt><dd>{$order->ordernum}</dd>
<dt>Domain</dt><dd>{$domain->domain}</dd>
<dt>Period</dt><dd>{$domain->registrationperiod} year(s)</dd>
<dt>Amount</dt><dd>{$order->amount}</dd>
<dt>Status</dt><dd><span class="state {if $domain->status eq 'Active'}on{/if}">{$domain->status}</span></dd>
</dl>
<p><a class="button" href="clientarea.php?action=domaindetails&amp;id={$domain->id}">Manage this domain</a></p>
</section>
{/block}
