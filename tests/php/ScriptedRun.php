<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Throwable;

/**
 * Stands where Ispbridge\Run stands: asks for the effects of a script, and ends with its outcome.
 */
final class ScriptedRun
{
    /** @var list<array<string, string>|Throwable> what next() gives, or throws, before it gives null */
    public static array $effects = [];

    /** @var array<string, mixed> */
    public static array $outcome = [];

    /** @var list<array{verb: string, params: array<string, mixed>, context: array<string, mixed>, answers: list<mixed>}> */
    public static array $runs = [];

    private int $step = 0;

    /**
     * @param array<string, mixed> $params
     * @param array<string, mixed> $context
     */
    public function __construct(string $verb, array $params, array $context)
    {
        self::$runs[] = ['verb' => $verb, 'params' => $params, 'context' => $context, 'answers' => []];
    }

    /** @return array<string, string>|null */
    public function next(): ?array
    {
        $effect = self::$effects[$this->step++] ?? null;
        return $effect instanceof Throwable ? throw $effect : $effect;
    }

    public function answer(mixed $answer = null): void
    {
        self::$runs[array_key_last(self::$runs)]['answers'][] = $answer;
    }

    /** @return array<string, mixed> */
    public function outcome(): array
    {
        $context = self::$runs[array_key_last(self::$runs)]['context'];
        return self::$outcome + ['trace' => $context['trace'], 'exchanges' => []];
    }
}
