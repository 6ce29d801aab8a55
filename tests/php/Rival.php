<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use RuntimeException;

/**
 * A process of its own with the same database; what it does stands in rival.php.
 */
final class Rival
{
    /** @var resource */
    private $process;

    /** @var array<int, resource> */
    private array $pipes = [];

    /** @param array<string, mixed> $config the database, as Capsule takes it */
    public function __construct(string $part, array $config)
    {
        $command = [PHP_BINARY, __DIR__ . '/rival.php', $part, json_encode($config, JSON_THROW_ON_ERROR)];
        $this->process = proc_open($command, [['pipe', 'r'], ['pipe', 'w'], ['redirect', 1]], $this->pipes);
    }

    /** Waits until it stands at the line. */
    public function ready(): void
    {
        $line = (string) fgets($this->pipes[1]);
        if ($line !== "ready\n") {
            throw new RuntimeException($line . stream_get_contents($this->pipes[1]));
        }
    }

    public function go(): void
    {
        fclose($this->pipes[0]);
    }

    /** Ends it as a power cut does. */
    public function kill(): void
    {
        proc_terminate($this->process, SIGKILL);
        proc_close($this->process);
    }

    /** @return array<string, mixed> what it tells at its end */
    public function end(): array
    {
        $told = (string) stream_get_contents($this->pipes[1]);
        proc_close($this->process);
        return json_decode($told, true) ?? throw new RuntimeException($told);
    }
}
