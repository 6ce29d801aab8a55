{extends file='layout.tpl'}
{block name=area}admin{/block}
{block name=body}
{if $error}<p class="notice error" role="alert">{$error}</p>{/if}
<form method="post" action="login.php" class="panel narrow">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="redirect" value="{$redirect}">
<div class="field"><label for="username">User name</label><input id="username" name="username" value="{$username}" autocomplete="username" required autofocus></div>
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<p><button>Log in</button></p>
</form>
{/block}
