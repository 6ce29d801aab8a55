{extends file='client/layout.tpl'}
{block name=body}
{if $error}<p class="notice error" role="alert">{$error}</p>{/if}
<form method="post" action="login.php" class="panel narrow">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="goto" value="{$goto}">
<div class="field"><label for="username">Email address</label><input id="username" name="username" type="email" value="{$username}" autocomplete="username" required autofocus></div>
<div class="field"><label for="password">Password</label><input id="password" name="password" type="password" autocomplete="current-password" required></div>
<p><button>Log in</button></p>
</form>
{/block}
