<?php

declare(strict_types=1);

namespace Host\Registrar;

use Throwable;

/** The settings form of one registrar module: what it shows, what a submit means, and when it is refused. */
final class SettingsForm
{
    private const MASK = '********';

    /** @var list<SettingField> */
    private array $fields = [];

    public function __construct(public readonly RegistrarModule $module)
    {
        foreach ($module->configArray() as $key => $definition) {
            $this->fields[] = new SettingField((string) $key, (array) $definition);
        }
    }

    /** The System field wins over MetaData. */
    public function displayName(): string
    {
        $metaName = (string) ($this->module->metaData()['DisplayName'] ?? '');
        return $this->systemValue('FriendlyName') ?: $metaName ?: $this->module->name;
    }

    /** HTML, by contract. */
    public function description(): string
    {
        return $this->systemValue('Description');
    }

    /** @return list<SettingField> */
    public function rows(): array
    {
        return array_values(array_filter($this->fields, static fn (SettingField $field): bool => !$field->isSystem()));
    }

    /** @return array<string, string> what an activation stores */
    public function defaults(): array
    {
        $defaults = [];
        foreach ($this->inputs() as $field) {
            $defaults[$field->key] = $field->defaultValue();
        }
        return $defaults;
    }

    /**
     * @param array<string, string> $settings
     * @return array<string, string> the values to show; a password appears as a mask that hides its length
     */
    public function shown(array $settings): array
    {
        $shown = [];
        foreach ($this->inputs() as $field) {
            $value = $settings[$field->key] ?? $field->defaultValue();
            $shown[$field->key] = $field->type() === 'password' && $value !== '' ? self::MASK : $value;
        }
        return $shown;
    }

    /**
     * @param array<string, mixed> $posted
     * @return array<string, string> the settings that the form stands for; a masked password is the stored one
     */
    public function submitted(array $posted): array
    {
        $stored = Settings::stored($this->module->name);
        $settings = [];
        foreach ($this->inputs() as $field) {
            $value = $posted[$field->key] ?? '';
            $value = is_string($value) ? $value : '';
            $masked = $field->type() === 'password' && preg_match('/^\*+$/', $value);
            $settings[$field->key] = $masked ? $stored[$field->key] ?? '' : $value;
        }
        return $settings;
    }

    /**
     * @param array<string, string> $settings
     * @return string|null why the settings are refused; any exception of config_validate is a refusal
     */
    public function refusal(array $settings): ?string
    {
        foreach ($this->inputs() as $field) {
            if ($field->type() === 'dropdown' && !isset($field->options()[$settings[$field->key]])) {
                return 'Please choose one of the values offered for ' . $field->label() . '.';
            }
        }
        try {
            $this->module->has('config_validate') && $this->module->call('config_validate', $settings);
            return null;
        } catch (Throwable $refusal) {
            return $refusal->getMessage() ?: 'The module refused these settings without a reason.';
        }
    }

    /** @return list<SettingField> */
    private function inputs(): array
    {
        return array_values(array_filter($this->rows(), static fn (SettingField $field): bool => $field->isInput()));
    }

    private function systemValue(string $key): string
    {
        foreach ($this->fields as $field) {
            if ($field->isSystem() && $field->key === $key) {
                return $field->systemValue();
            }
        }
        return '';
    }
}
