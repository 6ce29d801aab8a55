{foreach $set->fields as $index => $field}
{$id = "domainfield-{$index}"}
{$value = $set->valueOf($field)}
<div class="field">
{if $field->type() eq 'radio'}
<fieldset><legend>{$field->label()}</legend>
{foreach $field->options() as $option => $label}<label class="choice"><input type="radio" name="domainfield[{$index}]" value="{$option}"{if (string)$option eq $value} checked{/if}> {$label}</label>{/foreach}
</fieldset>
{elseif $field->type() eq 'tickbox'}
<label class="choice"><input type="checkbox" id="{$id}" name="domainfield[{$index}]" value="on"{if $value} checked{/if}> {$field->label()}</label>
{elseif $field->type() eq 'display'}
<p class="label">{$field->label()}</p><p>{$value}</p>
{else}
<label for="{$id}">{$field->label()}</label>
{if $field->type() eq 'dropdown'}
<select id="{$id}" name="domainfield[{$index}]">{if $value eq ''}<option value="">Please choose</option>{/if}{foreach $field->options() as $option => $label}<option value="{$option}"{if (string)$option eq $value} selected{/if}>{$label}</option>{/foreach}</select>
{else}
<input id="{$id}" name="domainfield[{$index}]" size="{$field->size()}" value="{$value}">
{/if}
{/if}
{* Descriptions are HTML by contract. *}
{if $field->description()}<div class="help">{$field->description() nofilter}</div>{/if}
</div>
{/foreach}
