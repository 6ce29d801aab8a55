{extends file='admin/layout.tpl'}
{block name=body}
{$self = "clientsdomains.php?userid={$domain->userid}&id={$domain->id}"}
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
<form method="post" action="{$self}">
<input type="hidden" name="token" value="{$token}">
{foreach $information->nameservers as $key => $host}
<div class="field inline"><label for="{$key}">Name server {$host@iteration}</label><input id="{$key}" name="{$key}" size="40" value="{$host}"></div>
{/foreach}
<p><button name="action" value="savens">Save name servers</button></p>
</form>
{/if}
</section>
<section class="panel">
<h2>Registrar commands</h2>
{if $registrars}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<label for="registrar">Registrar</label>
<select id="registrar" name="registrar">{foreach $registrars as $name}<option{if $name eq $domain->registrar} selected{/if}>{$name}</option>{/foreach}</select>
<button name="action" value="register">Register</button>
<span class="gap"></span>
<label for="eppcode">EPP code</label><input id="eppcode" name="eppcode" size="20" value="{$transferCode}" autocomplete="off">
<button name="action" value="transfer">Transfer</button>
</form>
{else}<p class="empty">No registrar module is active. <a href="configregistrars.php">Activate one</a> first.</p>{/if}
{if $supports.RenewDomain}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<label for="renewalperiod">Renew for</label>
<select id="renewalperiod" name="renewalperiod">{for $year = 1 to 10}<option value="{$year}"{if $year eq $domain->registrationperiod} selected{/if}>{$year} year{if $year > 1}s{/if}</option>{/for}</select>
<button name="action" value="renew">Renew</button>
</form>
{/if}
{if $supports.IDProtectToggle}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="protect" value="{if $domain->idprotection}off{else}on{/if}">
<span>ID protection is <strong>{if $domain->idprotection}on{else}off{/if}</strong>.</span>
<button name="action" value="idprotect">{if $domain->idprotection}Switch off{else}Switch on{/if}</button>
</form>
{/if}
{if $supports.SaveRegistrarLock && $information && $information->lock}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<label for="lockstatus">Registrar lock</label>
<select id="lockstatus" name="lockstatus"><option{if $information->lock eq 'locked'} selected{/if}>locked</option><option{if $information->lock eq 'unlocked'} selected{/if}>unlocked</option></select>
<button name="action" value="reglock">Save lock</button>
</form>
{/if}
{if $supports.GetEPPCode}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<button name="action" value="eppcode">Show EPP code</button>
</form>
{/if}
{if $supports.ReleaseDomain}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<label for="transfertag">Tag of the new registrar</label><input id="transfertag" name="transfertag" size="20">
<button class="danger" name="action" value="release">Release</button>
</form>
{/if}
{if $supports.RequestDelete}
<form method="post" action="{$self}" class="bar">
<input type="hidden" name="token" value="{$token}">
<button class="danger" name="action" value="delete">Request delete</button>
</form>
{/if}
{if $buttons}
<h3>Commands of the module</h3>
<div class="bar">
{foreach $buttons as $label => $suffix}
<form method="post" action="{$self}">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="regaction" value="custom">
<button name="ac" value="{$suffix}">{$label}</button>
</form>
{/foreach}
</div>
{/if}
</section>
<section class="panel">
<h2>Edit</h2>
<form method="post" action="{$self}">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="userid" value="{$domain->userid}">
<div class="field inline"><label for="status">Status</label><select id="status" name="status">{foreach $statuses as $status}<option{if $status eq $domain->status} selected{/if}>{$status}</option>{/foreach}</select></div>
<div class="field inline"><label for="inputExpiryDate">Expiry date</label><input id="inputExpiryDate" name="expirydate" type="date" value="{$domain->expirydate|day}"></div>
<div class="field inline"><label for="nextduedate">Next due date</label><input id="nextduedate" name="nextduedate" type="date" value="{$domain->nextduedate|day}"></div>
<div class="field"><label class="choice"><input type="checkbox" name="donotrenew" value="on"{if $domain->donotrenew} checked{/if}> Do not renew</label></div>
{if !$fieldSet->isEmpty()}
<h3>Additional fields of .{$fieldSet->topLevel}</h3>
{include file='additionalfields.tpl' set=$fieldSet}
{/if}
{if $tabFields}
<h3>Module information</h3>
{* Tab fields are HTML by contract. *}
<dl class="facts">{foreach $tabFields as $label => $html}<dt>{$label}</dt><dd>{$html nofilter}</dd>{/foreach}</dl>
{/if}
<p><button name="action" value="save">Save changes</button></p>
</form>
</section>
{/block}
