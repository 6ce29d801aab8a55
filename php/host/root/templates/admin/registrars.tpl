{extends file='admin/layout.tpl'}
{block name=body}
{if $settings}{include file='admin/registrarsettings.tpl'}{/if}
<section class="panel">
<h2>Modules</h2>
{if $modules}
<table>
<thead><tr><th scope="col">Logo</th><th scope="col">Module</th><th scope="col">State</th><th scope="col">Actions</th></tr></thead>
<tbody>
{foreach $modules as $module}
<tr>
<td class="logo">{if $module.logo}<img src="{$base}{$module.logo}" alt="">{/if}</td>
<td><strong>{$module.displayName}</strong> <code>{$module.name}</code>
{* The description is HTML by contract. *}
{if $module.description}<div class="description">{$module.description nofilter}</div>{/if}</td>
<td><span class="state {if $module.active}on{/if}">{if $module.active}Active{else}Inactive{/if}</span></td>
<td class="actions">
<form method="post" action="configregistrars.php">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="module" value="{$module.name}">
{if $module.active}
<a class="button" href="configregistrars.php?module={$module.name}" aria-label="Configure {$module.displayName}">Configure</a>
<button class="danger" name="action" value="deactivate" aria-label="Deactivate {$module.displayName}">Deactivate</button>
{else}
<button name="action" value="activate" aria-label="Activate {$module.displayName}">Activate</button>
{/if}
</form>
</td>
</tr>
{/foreach}
</tbody>
</table>
{else}<p class="empty">No registrar module was found in modules/registrars.</p>{/if}
</section>
{/block}
