<?php

declare(strict_types=1);

namespace Host\Registrar;

/** How one call of a module function ended. */
final class Result
{
    /**
     * @param array<string, mixed> $params what the module received
     * @param mixed $value what it returned, untouched
     * @param string $error empty on success; a text for administrators
     * @param bool $thrown the error is the message of an exception that the module threw (not of a PHP error)
     */
    public function __construct(
        public readonly array $params,
        public readonly mixed $value,
        public readonly bool $functionExists,
        public readonly string $error = '',
        public readonly bool $thrown = false
    ) {
    }

    /**
     * Everything without an `error` is a success (contract, section 1.3). An empty error text is none:
     * older modules always return the key.
     *
     * @param array<string, mixed> $params
     */
    public static function returned(array $params, mixed $value): self
    {
        $error = is_array($value) ? $value['error'] ?? '' : '';
        return new self($params, $value, true, is_scalar($error) ? (string) $error : (string) json_encode($error));
    }

    public function isSuccess(): bool
    {
        return $this->error === '';
    }

    /** @return array<mixed> the data of an array function; a result that is no array carries none */
    public function fields(): array
    {
        return is_array($this->value) ? $this->value : [];
    }
}
