{extends file='client/layout.tpl'}
{block name=body}
{if $errors}<div class="notice error" role="alert"><ul>{foreach $errors as $error}<li>{$error}</li>{/foreach}</ul></div>{/if}
<form method="post" action="cart.php" class="panel">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="formid" value="{$formid}">
<div class="field"><label for="domain">Domain name</label><input id="domain" name="domain" size="40" value="{$order->domain->getDomain()}" required aria-describedby="domain-help" autocapitalize="none" spellcheck="false">
<div class="help" id="domain-help">We offer {foreach $extensions as $extension => $price}{$extension} ({$price} {$currency}){if !$price@last}, {/if}{/foreach} for the first year.</div></div>
<div class="field"><label for="regperiod">Registration period</label>
<select id="regperiod" name="regperiod">{foreach $years as $year}<option value="{$year}"{if $year eq $order->years} selected{/if}>{$year} year{if $year > 1}s{/if}</option>{/foreach}</select></div>
<fieldset><legend>Options</legend>
<label class="choice"><input type="checkbox" name="idprotection" value="on"{if $order->idProtection} checked{/if}> ID protection</label>
<label class="choice"><input type="checkbox" name="dnsmanagement" value="on"{if $order->dnsManagement} checked{/if}> DNS management</label>
<label class="choice"><input type="checkbox" name="emailforwarding" value="on"{if $order->emailForwarding} checked{/if}> Email forwarding</label>
</fieldset>
<fieldset><legend>Name servers</legend>
<p class="help">Leave empty to use ours.</p>
{foreach $order->nameservers as $key => $host}
<div class="field inline"><label for="{$key}">Name server {$host@iteration}</label><input id="{$key}" name="{$key}" size="40" value="{$host}" autocapitalize="none" spellcheck="false"></div>
{/foreach}
</fieldset>
<p><button>Order and pay</button></p>
</form>
{/block}
