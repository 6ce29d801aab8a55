<?php

declare(strict_types=1);

namespace Host\Http;

/** The request values, read once and typed: a missing value or one of another shape is empty. */
final class Request
{
    /**
     * @param array<mixed> $query
     * @param array<mixed> $form
     */
    public function __construct(private array $query, private array $form, private string $method)
    {
    }

    public static function current(): self
    {
        return new self($_GET, $_POST, (string) ($_SERVER['REQUEST_METHOD'] ?? 'GET'));
    }

    /** @return string file name and query of the page, as its neighbours link to it */
    public static function page(): string
    {
        $query = (string) ($_SERVER['QUERY_STRING'] ?? '');
        return self::script() . ($query === '' ? '' : "?{$query}");
    }

    /** The file that serves the page; a front end that names nothing but the script is enough. */
    public static function script(): string
    {
        return basename((string) ($_SERVER['SCRIPT_FILENAME'] ?? ''));
    }

    public function isPost(): bool
    {
        return $this->method === 'POST';
    }

    /** Whether the form or the query has it, be it empty. */
    public function has(string $key): bool
    {
        return isset($this->form[$key]) || isset($this->query[$key]);
    }

    /** The form wins over the query. */
    public function text(string $key): string
    {
        $value = $this->form[$key] ?? $this->query[$key] ?? '';
        return is_string($value) ? trim($value) : '';
    }

    /** A text of the form exactly as typed: passwords may begin or end with a space. */
    public function secret(string $key): string
    {
        return is_string($this->form[$key] ?? null) ? $this->form[$key] : '';
    }

    public function number(string $key): int
    {
        return ctype_digit($this->text($key)) ? (int) $this->text($key) : 0;
    }

    public function isTicked(string $key): bool
    {
        return $this->text($key) !== '';
    }

    /** @return array<string, mixed> */
    public function group(string $key): array
    {
        $group = $this->form[$key] ?? [];
        return is_array($group) ? $group : [];
    }

    /** @return array<string, mixed> everything, for hooks that receive the request; the form wins over the query */
    public function values(): array
    {
        return $this->form + $this->query;
    }
}
