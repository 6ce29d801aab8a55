<section class="panel">
<h2>Settings of {$settings.displayName}</h2>
{if $refusal}<p class="notice error" role="alert">The settings were not saved. {$refusal}</p>{/if}
{if $settings.active}
<form method="post" action="configregistrars.php?module={$settings.name}">
<input type="hidden" name="token" value="{$token}">
<input type="hidden" name="module" value="{$settings.name}">
{foreach $settings.fields as $field}
{$id = "field-{$field->key}"}
{$value = $settings.values[$field->key]|default:''}
<div class="field">
{if $field->type() eq 'info'}
{if $field->label()}<p class="label">{$field->label()}</p>{/if}
{elseif $field->type() eq 'radio'}
<fieldset><legend>{$field->label()}</legend>
{foreach $field->options() as $option => $label}
<label class="choice"><input type="radio" name="fields[{$field->key}]" value="{$option}"{if $option eq $value} checked{/if}> {$label}</label>
{/foreach}
</fieldset>
{elseif $field->type() eq 'yesno'}
<p class="label">{$field->label()}</p>
<label class="choice"><input type="checkbox" id="{$id}" name="fields[{$field->key}]" value="on"{if $value} checked{/if}> {$field->description() nofilter}<span class="unseen"> ({$field->label()})</span></label>
{else}
<label for="{$id}">{$field->label()}</label>
{if $field->type() eq 'dropdown'}
<select id="{$id}" name="fields[{$field->key}]">
{foreach $field->options() as $option => $label}<option value="{$option}"{if $option eq $value} selected{/if}>{$label}</option>{/foreach}
</select>
{elseif $field->type() eq 'textarea'}
<textarea id="{$id}" name="fields[{$field->key}]" rows="{$field->rows()}" cols="{$field->cols()}">{$value}</textarea>
{else}
<input id="{$id}" type="{$field->type()}" name="fields[{$field->key}]" size="{$field->size()}" value="{$value}" autocomplete="off"{if $field->description()} aria-describedby="{$id}-help"{/if}>
{/if}
{/if}
{* Descriptions are HTML by contract. *}
{if $field->description() && $field->type() neq 'yesno'}<div class="help" id="{$id}-help">{$field->description() nofilter}</div>{/if}
</div>
{/foreach}
<p><button name="action" value="save">Save changes</button></p>
</form>
{else}<p class="empty">This module is not active. Activate it to enter its settings.</p>{/if}
</section>
