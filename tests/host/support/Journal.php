<?php

declare(strict_types=1);

namespace Tests\Host\Support;

/** The file in which the test modules note what the host did with them, one JSON object a line. */
final class Journal
{
    public function __construct(public readonly string $file)
    {
    }

    public function clear(): void
    {
        file_put_contents($this->file, '');
        $this->answer([]);
    }

    /** @param array<string, mixed> $answers what the probe module shall answer: second level, or a word, to result */
    public function answer(array $answers): void
    {
        file_put_contents($this->file . '.answers', json_encode($answers, JSON_THROW_ON_ERROR));
    }

    /** @return list<array<string, mixed>> */
    public function entries(): array
    {
        $lines = file($this->file, FILE_IGNORE_NEW_LINES | FILE_SKIP_EMPTY_LINES) ?: [];
        return array_map(static fn (string $line): array => json_decode($line, true), $lines);
    }

    /** @return list<string> */
    public function names(): array
    {
        return array_column($this->entries(), 'name');
    }

    /** @return array<string, mixed> the data of the last entry of this name */
    public function last(string $name): array
    {
        $found = array_filter($this->entries(), static fn (array $entry): bool => $entry['name'] === $name);
        return end($found)['data'] ?? [];
    }
}
