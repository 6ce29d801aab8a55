{extends file='layout.tpl'}
{block name=area}admin{/block}
{block name=brand} <span>Admin area</span>{/block}
{block name=navigation}
<nav aria-label="Main">
<a href="index.php"{if $filename eq 'index'} aria-current="page"{/if}>Dashboard</a>
<a href="clientsdomains.php"{if $filename eq 'clientsdomains'} aria-current="page"{/if}>Domains</a>
<a href="todolist.php"{if $filename eq 'todolist'} aria-current="page"{/if}>To-do list</a>
<a href="modulequeue.php"{if $filename eq 'modulequeue'} aria-current="page"{/if}>Module queue</a>
<a href="domainsync.php"{if $filename eq 'domainsync'} aria-current="page"{/if}>Domain sync</a>
<a href="configregistrars.php"{if $filename eq 'configregistrars'} aria-current="page"{/if}>Registrars</a>
<a href="systemmodulelog.php"{if $filename eq 'systemmodulelog'} aria-current="page"{/if}>Module log</a>
<form method="post" action="logout.php"><input type="hidden" name="token" value="{$token}"><button class="link">Log out {$admin_username}</button></form>
</nav>
{/block}
