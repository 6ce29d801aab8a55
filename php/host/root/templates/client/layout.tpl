{extends file='layout.tpl'}
{block name=navigation}
{if $loggedin|default:false}
<nav aria-label="Main">
<a href="clientarea.php?action=domains"{if $filename eq 'clientarea'} aria-current="page"{/if}>My domains</a>
<a href="cart.php"{if $filename eq 'cart' && !$isTransfer|default:false} aria-current="page"{/if}>Register a domain</a>
<a href="cart.php?a=add&amp;domain=transfer"{if $isTransfer|default:false} aria-current="page"{/if}>Transfer a domain</a>
<form method="post" action="logout.php"><input type="hidden" name="token" value="{$token}"><button class="link">Log out {$clientsdetails.firstname}</button></form>
</nav>
{/if}
{/block}
