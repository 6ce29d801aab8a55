{extends file='admin/layout.tpl'}
{block name=body}
{foreach $queue as $row}
<p class="notice error" role="alert"><strong>{$row->module_action} failed</strong> on {$row->last_attempt}{if $row->num_retries} (tried {$row->num_retries + 1} times){/if}: {$row->last_attempt_error}</p>
{/foreach}
<section class="panel">
<h2>In this shop</h2>
<dl class="facts">
<dt>Client</dt><dd>{if $client}{$client->fullName} ({$client->email}){else}unknown{/if}</dd>
<dt>Order</dt><dd>{$domain->orderid}</dd>
<dt>Status</dt><dd><span class="state {if $domain->status eq 'Active'}on{/if}">{$domain->status}</span></dd>
<dt>Registration date</dt><dd>{$domain->registrationdate|date_text|default:'unknown'}</dd>
<dt>Registration period</dt><dd>{$domain->registrationperiod} year(s)</dd>
<dt>Expiry date</dt><dd>{$domain->expirydate|date_text|default:'unknown'}</dd>
<dt>Next due date</dt><dd>{$domain->nextduedate|date_text|default:'unknown'}</dd>
<dt>First payment, recurring</dt><dd>{$domain->firstpaymentamount}, {$domain->recurringamount}</dd>
<dt>ID protection ordered</dt><dd>{if $domain->idprotection}yes{else}no{/if}</dd>
</dl>
</section>
<section class="panel">
<h2>At the registrar</h2>
{if $information === null}
<p class="empty">The domain is not at the registrar yet.</p>
{elseif $information->error}
<p class="notice error" role="alert">{$information->error}</p>
{else}
{$details = $information->details}
<dl class="facts">
<dt>Registrar lock</dt><dd>{$information->lock|default:'unknown'}</dd>
{if $details}
<dt>Registrar status</dt><dd>{$details->getRegistrationStatus()|default:'unknown'}</dd>
<dt>Expiry date</dt><dd>{if $details->getExpiryDate()}{$details->getExpiryDate()->toClientDateFormat()}{else}unknown{/if}</dd>
<dt>ID protection</dt><dd>{if $details->getIdProtectionStatus() === null}unknown{elseif $details->getIdProtectionStatus()}on{else}off{/if}</dd>
{/if}
</dl>
<h3>Name servers</h3>
<form method="post" action="clientsdomains.php?userid={$domain->userid}&amp;id={$domain->id}">
<input type="hidden" name="token" value="{$token}">
{foreach $information->nameservers as $key => $host}
<div class="field inline"><label for="{$key}">Name server {$host@iteration}</label><input id="{$key}" name="{$key}" size="40" value="{$host}"></div>
{/foreach}
<p><button name="action" value="savens">Save name servers</button></p>
</form>
{/if}
</section>
{if $tabFields}
<section class="panel">
<h2>Module information</h2>
{* Tab fields are HTML by contract. *}
<dl class="facts">{foreach $tabFields as $label => $html}<dt>{$label}</dt><dd>{$html nofilter}</dd>{/foreach}</dl>
</section>
{/if}
<section class="panel">
<h2>Registrar commands</h2>
{if $registrars}
<form method="post" action="clientsdomains.php?userid={$domain->userid}&amp;id={$domain->id}">
<input type="hidden" name="token" value="{$token}">
<div class="field inline"><label for="registrar">Registrar</label>
<select id="registrar" name="registrar">{foreach $registrars as $name}<option{if $name eq $domain->registrar} selected{/if}>{$name}</option>{/foreach}</select></div>
<p><button name="action" value="register">Register</button></p>
</form>
{else}<p class="empty">No registrar module is active. <a href="configregistrars.php">Activate one</a> first.</p>{/if}
</section>
{/block}
