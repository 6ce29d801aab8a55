{extends file='client/layout.tpl'}
{block name=body}
<section class="panel">
{if $error}<p class="notice error" role="alert">{$error}</p>
{elseif $eppcode}<p>The EPP code of {$domain} is</p><pre>{$eppcode}</pre>
{else}<p class="notice info" role="status">The code was sent to the owner of the domain by email.</p>{/if}
</section>
<p><a href="clientarea.php?action=domaindetails&amp;id={$domainid}">Back to {$domain}</a></p>
{/block}
