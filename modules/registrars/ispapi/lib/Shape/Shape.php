<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

/**
 * What a WHMCS function returns, or throws, when it went well and when it did not.
 */
abstract class Shape
{
    /**
     * @param string $verb the function, without the name of the module
     * @param array<string, mixed> $params what it was called with
     */
    final public function __construct(protected readonly string $verb, protected readonly array $params)
    {
    }

    /**
     * @param array<string, mixed> $value the value of the outcome
     */
    abstract public function done(array $value): mixed;

    /**
     * An `error`, unless WHMCS wants something else of this function.
     *
     * @param string $sentence what went wrong, for the reader of this function
     */
    public function failed(string $sentence): mixed
    {
        return ['error' => $sentence];
    }

    final protected function domain(): string
    {
        return ($this->params['sld'] ?? '') . '.' . ($this->params['tld'] ?? '');
    }
}
