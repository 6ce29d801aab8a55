{extends file='client/layout.tpl'}
{block name=body}
{if $errors|count eq 1}<p class="notice error" role="alert">{$errors[0]}</p>
{elseif $errors}<div class="notice error" role="alert"><ul>{foreach $errors as $error}<li>{$error}</li>{/foreach}</ul></div>{/if}
{if $cart}
<section class="panel">
<h2>Your cart</h2>
<table>
<thead><tr><th scope="col">Domain</th><th scope="col">What</th><th scope="col">Period</th><th scope="col">Price</th><th scope="col"><span class="unseen">Remove</span></th></tr></thead>
<tbody>
{foreach $cart as $item}
<tr><td>{$item->name()}</td><td>{if $item->isTransfer()}Transfer{else}Registration{/if}</td><td>{$item->years()} year{if $item->years() > 1}s{/if}</td><td class="short">{$prices->of($item)} {$currency}</td>
<td class="actions"><form method="post" action="cart.php"><input type="hidden" name="token" value="{$token}"><input type="hidden" name="formid" value="{$formid}"><input type="hidden" name="item" value="{$item->name()}"><button class="danger" name="action" value="remove" aria-label="Remove {$item->name()}">Remove</button></form></td></tr>
{/foreach}
</tbody>
</table>
<form method="post" action="cart.php" class="after">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="formid" value="{$formid}">
<p class="bar"><button name="action" value="checkout">Order the cart and pay</button><span>{$total} {$currency} in all</span></p>
</form>
</section>
{/if}
<form method="post" action="cart.php" class="panel">
{if $cart}<h2>Another domain</h2>{/if}
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="formid" value="{$formid}">
<input type="hidden" name="domainoption" value="{if $isTransfer}transfer{else}register{/if}">
<div class="field"><label for="domain">Domain name</label><input id="domain" name="domain" size="40" value="{$order->name()}" required aria-describedby="domain-help" autocapitalize="none" spellcheck="false">
<div class="help" id="domain-help">We {if $isTransfer}transfer{else}offer{/if} {foreach $extensions as $extension => $price}{$extension} ({$price} {$currency}){if !$price@last}, {/if}{/foreach}{if $isTransfer}, one year included{else} for the first year{/if}.</div></div>
{if $isTransfer}
<div class="field"><label for="eppcode">EPP code</label><input id="eppcode" name="eppcode" size="40" value="{$order->eppCode()}" aria-describedby="eppcode-help" autocomplete="off" autocapitalize="none" spellcheck="false">
<div class="help" id="eppcode-help">Your present registrar gives it to you; also called auth code.</div></div>
{else}
<div class="field"><label for="regperiod">Registration period</label>
<select id="regperiod" name="regperiod">{for $year = 1 to 10}<option value="{$year}"{if $year eq $order->years()} selected{/if}>{$year} year{if $year > 1}s{/if}</option>{/for}</select></div>
{/if}
{if !$order->fields->isEmpty()}
<input type="hidden" name="fieldsof" value="{$order->fields->topLevel}">
<fieldset id="additionalfields"><legend>What .{$order->fields->topLevel} asks for</legend>
{include file='additionalfields.tpl' set=$order->fields}
</fieldset>
{/if}
<fieldset><legend>Options</legend>
<label class="choice"><input type="checkbox" name="idprotection" value="on"{if $order->has('idprotection')} checked{/if}> ID protection</label>
<label class="choice"><input type="checkbox" name="dnsmanagement" value="on"{if $order->has('dnsmanagement')} checked{/if}> DNS management</label>
<label class="choice"><input type="checkbox" name="emailforwarding" value="on"{if $order->has('emailforwarding')} checked{/if}> Email forwarding</label>
</fieldset>
<fieldset><legend>Name servers</legend>
<p class="help">For the whole order. Leave empty to use ours.</p>
{foreach $hosts as $key => $host}
<div class="field inline"><label for="{$key}">Name server {$host@iteration}</label><input id="{$key}" name="{$key}" size="40" value="{$host}" autocapitalize="none" spellcheck="false"></div>
{/foreach}
</fieldset>
<p class="buttons"><button name="action" value="order">Order and pay</button> <button class="second" name="action" value="add">Put into the cart</button></p>
</form>
{/block}
