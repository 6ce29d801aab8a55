<?php

declare(strict_types=1);

namespace Host\Registrar;

/** One row of the settings form, read from a field definition of getConfigArray (contract, section 1.1). */
final class SettingField
{
    private const INPUT_TYPES = ['text', 'password', 'yesno', 'dropdown', 'radio', 'textarea'];

    /** @param array<string, mixed> $definition */
    public function __construct(public readonly string $key, private array $definition)
    {
    }

    /** @return string one of the input types, or `info` for a row that only shows text */
    public function type(): string
    {
        $type = strtolower((string) ($this->definition['Type'] ?? 'none'));
        return in_array($type, self::INPUT_TYPES, true) ? $type : 'info';
    }

    /** `System` entries describe the module itself; they are no setting. */
    public function isSystem(): bool
    {
        return strtolower((string) ($this->definition['Type'] ?? '')) === 'system';
    }

    public function isInput(): bool
    {
        return $this->type() !== 'info' && $this->key !== '';
    }

    public function label(): string
    {
        return $this->text('FriendlyName') ?: $this->key;
    }

    /** HTML, by contract. */
    public function description(): string
    {
        return $this->text('Description');
    }

    public function systemValue(): string
    {
        return $this->text('Value');
    }

    public function size(): string
    {
        return $this->text('Size') ?: '40';
    }

    public function rows(): string
    {
        return $this->text('Rows') ?: '3';
    }

    public function cols(): string
    {
        return $this->text('Cols') ?: '60';
    }

    public function defaultValue(): string
    {
        $default = $this->definition['Default'] ?? '';
        if ($this->type() === 'yesno') {
            return in_array($default, ['on', true, 1, '1', 'yes'], true) ? 'on' : '';
        }
        return is_scalar($default) ? (string) $default : '';
    }

    /** @return array<string, string> value to label; a plain list offers its entries as values */
    public function options(): array
    {
        $options = $this->definition['Options'] ?? [];
        if (is_string($options)) {
            $options = array_map('trim', explode(',', $options));
        }
        $labels = array_map('strval', (array) $options);
        return array_is_list($labels) ? array_combine($labels, $labels) : $labels;
    }

    private function text(string $key): string
    {
        $value = $this->definition[$key] ?? '';
        return is_scalar($value) ? (string) $value : '';
    }
}
