<?php

declare(strict_types=1);

namespace Host\Fields;

use Host\Facade\Lang;
use Host\Registrar\Region;

/** One additional field of a domain, read from its definition (contract, section 1.13). */
final class Field
{
    private const TYPES = ['text', 'dropdown', 'radio', 'tickbox', 'display'];

    /** @param array<string, mixed> $definition */
    public function __construct(private array $definition)
    {
    }

    public function name(): string
    {
        return $this->text('Name');
    }

    /** The translation where the language has it, else DisplayName, else the name. */
    public function label(): string
    {
        $key = $this->text('LangVar');
        $translated = $key === '' ? '' : Lang::trans($key);
        $own = $this->text('DisplayName') ?: $this->name();
        return $translated === '' || $translated === $key ? $own : $translated;
    }

    public function type(): string
    {
        $type = strtolower($this->text('Type'));
        return in_array($type, self::TYPES, true) ? $type : 'text';
    }

    /** `display` shows its default and asks nothing. */
    public function isInput(): bool
    {
        return $this->type() !== 'display';
    }

    /** HTML, by contract. */
    public function description(): string
    {
        return $this->text('Description');
    }

    public function defaultValue(): string
    {
        return $this->text('Default');
    }

    public function size(): string
    {
        return $this->text('Size') ?: '30';
    }

    /** @return array<string, string> value to label; empty for types without options */
    public function options(): array
    {
        return match (trim($this->text('Options'))) {
            '{Countries}' => array_combine(Region::names(), Region::names()),
            '{CountryCodeMap}' => Region::names(),
            default => $this->listed(),
        };
    }

    /** @param array<string, string> $values of all fields, by name */
    public function isRequired(array $values): bool
    {
        $required = $this->definition['Required'] ?? false;
        if (!is_array($required)) {
            return (bool) $required;
        }
        foreach ($required as $field => $triggers) {
            if (in_array($values[$field] ?? '', array_map('strval', (array) $triggers), true)) {
                return true;
            }
        }
        return false;
    }

    /**
     * @param array<string, string> $values of all fields, by name
     * @return string a sentence for the customer; empty when the value will do
     */
    public function error(array $values): string
    {
        $value = $values[$this->name()] ?? '';
        return match (true) {
            !$this->isInput() => '',
            $value === '' => $this->isRequired($values) ? "Please fill in “{$this->label()}”." : '',
            $this->isChoice() && !isset($this->options()[$value]) => "Please choose one of the answers for “{$this->label()}”.",
            default => '',
        };
    }

    private function isChoice(): bool
    {
        return in_array($this->type(), ['dropdown', 'radio'], true);
    }

    /** @return array<string, string> `val|Label,val|Label` or `val,val` */
    private function listed(): array
    {
        $options = $this->definition['Options'] ?? '';
        $options = is_array($options) ? $options : explode(',', (string) $options);
        $listed = [];
        foreach (array_filter(array_map('trim', $options), 'strlen') as $option) {
            [$value, $label] = explode('|', $option, 2) + [1 => $option];
            $listed[$value] = $label;
        }
        return $listed;
    }

    private function text(string $key): string
    {
        $value = $this->definition[$key] ?? '';
        return is_scalar($value) ? (string) $value : '';
    }
}
