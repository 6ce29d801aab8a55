<?php

declare(strict_types=1);

namespace Host\Fields;

use WHMCS\Database\Capsule;

/** The additional fields of one domain, with their values. */
final class FieldSet
{
    /** @var list<Field> */
    public readonly array $fields;

    /** @var array<string, string> name to value; may hold values of fields that are gone */
    private array $values = [];

    /** @param string $topLevel without dot */
    public function __construct(public readonly string $topLevel, string $type)
    {
        $this->fields = array_map(
            static fn (array $definition): Field => new Field($definition),
            Definitions::of($topLevel, $type)
        );
    }

    public function isEmpty(): bool
    {
        return $this->fields === [];
    }

    /** @param array<mixed> $values name to value, as stored in a cart or the database */
    public function take(array $values): self
    {
        $this->values = array_map('strval', array_filter($values, 'is_scalar')) + $this->values;
        return $this;
    }

    /** @param array<mixed> $entries of a form, `domainfield[index]`; an unticked box is not among them */
    public function takeForm(array $entries): self
    {
        foreach ($this->fields as $index => $field) {
            $entry = $entries[$index] ?? '';
            if ($field->isInput()) {
                $this->values[$field->name()] = is_string($entry) ? trim($entry) : '';
            }
        }
        return $this;
    }

    public function load(int $domainId): self
    {
        return $this->take(
            Capsule::table('tbldomainsadditionalfields')->where('domainid', $domainId)->pluck('value', 'name')->all()
        );
    }

    /** @return string the value, the default where nobody answered yet */
    public function valueOf(Field $field): string
    {
        return $this->values[$field->name()] ?? $field->defaultValue();
    }

    /** @return array<string, string> name to value of the fields that ask for one */
    public function values(): array
    {
        $values = [];
        foreach ($this->fields as $field) {
            if ($field->isInput()) {
                $values[$field->name()] = $this->valueOf($field);
            }
        }
        return $values;
    }

    /** @return list<string> sentences for the customer */
    public function errors(): array
    {
        $values = $this->values();
        $errors = array_map(static fn (Field $field): string => $field->error($values), $this->fields);
        return array_values(array_filter($errors, 'strlen'));
    }

    /** A field that the forms no longer ask keeps the value that it has. */
    public function save(int $domainId): void
    {
        foreach ($this->values() as $name => $value) {
            Capsule::table('tbldomainsadditionalfields')
                ->updateOrInsert(['domainid' => $domainId, 'name' => $name], ['value' => $value]);
        }
    }
}
