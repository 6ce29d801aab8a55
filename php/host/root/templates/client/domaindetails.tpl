{extends file='client/layout.tpl'}
{block name=body}
<section class="panel">
<h2>Overview</h2>
<dl class="facts">
<dt>Status</dt><dd><span class="state {if $systemStatus eq 'Active'}on{/if}">{$status}</span></dd>
<dt>Registration date</dt><dd>{$registrationdate|default:'unknown'}</dd>
<dt>Registration period</dt><dd>{$registrationperiod} year(s)</dd>
<dt>Next due date</dt><dd>{$nextduedate|default:'unknown'}</dd>
<dt>First payment</dt><dd>{$firstpaymentamount}</dd>
<dt>Recurring amount</dt><dd>{$recurringamount}</dd>
<dt>ID protection</dt><dd>{if $addonstatus.idprotection}yes{else}no{/if}</dd>
{if $lockstatus|default:''}<dt>Registrar lock</dt><dd>{$lockstatus}</dd>{/if}
</dl>
{if !$canDomainBeManaged}<p class="notice info" role="status">This domain is not active yet, so there is nothing to manage.</p>{/if}
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
<p><button>Change name servers</button></p>
</form>
{/if}
</section>
{/if}
<p><a href="clientarea.php?action=domains">Back to my domains</a></p>
{/block}
