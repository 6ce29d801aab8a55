{extends file='client/layout.tpl'}
{block name=body}
{foreach $domains as $domain}
{if $domain->status eq 'Active'}<p class="notice success" role="status">{$domain->domain} is registered.</p>
{elseif $domain->status eq 'Pending Transfer'}<p class="notice success" role="status">The transfer of {$domain->domain} was requested. It takes some days.</p>
{else}<p class="notice info" role="status">{$domain->domain}: {$failure}</p>{/if}
{/foreach}
<section class="panel">
<dl class="facts">
<dt>Order number</dt><dd>{$order->ordernum}</dd>
<dt>Amount</dt><dd>{$order->amount}</dd>
</dl>
<table>
<thead><tr><th scope="col">Domain</th><th scope="col">Period</th><th scope="col">Amount</th><th scope="col">Status</th></tr></thead>
<tbody>
{foreach $domains as $domain}
<tr><td><a href="clientarea.php?action=domaindetails&amp;id={$domain->id}">{$domain->domain}</a></td><td>{$domain->registrationperiod} year{if $domain->registrationperiod > 1}s{/if}</td><td>{$domain->firstpaymentamount}</td><td><span class="state {if $domain->status eq 'Active'}on{/if}">{$domain->status}</span></td></tr>
{/foreach}
</tbody>
</table>
</section>
{/block}
