{extends file='client/layout.tpl'}
{block name=body}
<section class="panel">
<h2>Overview</h2>
<dl class="facts">
<dt>Status</dt><dd><span class="state {if $systemStatus eq 'Active'}on{/if}">{$status}</span></dd>
<dt>Registration date</dt><dd>{$registrationdate|default:'unknown'}</dd>
<dt>Registration period</dt><dd>{$registrationperiod} year(s)</dd>
<dt>Expiry date</dt><dd>{$expirydate|default:'unknown'}</dd>
<dt>Next due date</dt><dd>{$nextduedate|default:'unknown'}</dd>
<dt>First payment</dt><dd>{$firstpaymentamount}</dd>
<dt>Recurring amount</dt><dd>{$recurringamount}</dd>
<dt>ID protection</dt><dd>{if $addonstatus.idprotection}yes{else}no{/if}</dd>
{if $lockstatus|default:''}<dt>Registrar lock</dt><dd>{$lockstatus}</dd>{/if}
</dl>
{if !$canDomainBeManaged}<p class="notice info" role="status">{if $status eq 'Pending Transfer'}The transfer is on its way. You can manage the domain when it has arrived.{else}This domain is not active, so there is nothing to manage.{/if}</p>{/if}
</section>
{if $canDomainBeManaged && $managementoptions.nameservers}
<section class="panel" id="tabNameservers">
<h2>Name servers</h2>
{if $nameservererror}
<p class="notice error" role="alert">{$nameservererror}</p>
{else}
<form method="post" action="clientarea.php?action=domaindetails">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="id" value="{$domainid}">
<input type="hidden" name="sub" value="savens">
<fieldset><legend>Which name servers</legend>
<label class="choice"><input type="radio" name="nschoice" value="default"> Use the default name servers</label>
<label class="choice"><input type="radio" name="nschoice" value="custom" checked> Use these name servers</label>
</fieldset>
{foreach $nameservers as $number => $nameserver}
<div class="field inline"><label for="ns{$number}">Name server {$number}</label><input id="ns{$number}" name="ns{$number}" size="40" value="{$nameserver.value}"></div>
{/foreach}
<p><button name="form" value="savens">Change name servers</button></p>
</form>
{/if}
</section>
{/if}
{if $renewals}
<section class="panel" id="tabRenew">
<h2>Renew</h2>
<form method="post" action="clientarea.php?action=domaindetails" class="bar">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="id" value="{$domainid}">
<input type="hidden" name="sub" value="renew">
<input type="hidden" name="formid" value="{$formid}">
<label for="renewalperiod">Renew for</label>
<select id="renewalperiod" name="renewalperiod">{foreach $renewals as $years => $price}<option value="{$years}"{if $years eq $registrationperiod} selected{/if}>{$years} year{if $years > 1}s{/if}, {$price} {$currency}</option>{/foreach}</select>
<button name="order" value="renew">Renew and pay</button>
</form>
</section>
{/if}
{if $managementoptions.locking && $lockstatus|default:''}
<section class="panel" id="tabReglock">
<h2>Registrar lock</h2>
<form method="post" action="clientarea.php?action=domaindetails" class="bar">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="id" value="{$domainid}">
<input type="hidden" name="sub" value="savereglock">
<span>The domain is <strong>{$lockstatus}</strong>.</span>
{if $lockstatus eq 'locked'}<button name="form" value="reglock">Unlock</button>
{else}<input type="hidden" name="reglock" value="1"><button name="form" value="reglock">Lock</button>{/if}
</form>
</section>
{/if}
{if $releasable}
<section class="panel" id="tabRelease">
<h2>Release to another registrar</h2>
<form method="post" action="clientarea.php?action=domaindetails" class="bar">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="id" value="{$domainid}">
<input type="hidden" name="sub" value="releasedomain">
<label for="transtag">Tag of the new registrar</label><input id="transtag" name="transtag" size="20" required>
<button class="danger" name="form" value="release">Release</button>
</form>
</section>
{/if}
{if $eppcode}<p><a href="clientarea.php?action=domaingetepp&amp;domainid={$domainid}">Show the EPP code</a></p>{/if}
<p><a href="clientarea.php?action=domains">Back to my domains</a></p>
{/block}
