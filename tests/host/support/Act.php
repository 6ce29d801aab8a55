<?php

declare(strict_types=1);

namespace Tests\Host\Support;

use RuntimeException;

/** A running process of php/host/act.php. */
final class Act
{
    /** @var resource */
    private $process;

    /** @var resource */
    private $output;

    /** @param list<string> $command */
    public function __construct(array $command)
    {
        $this->output = tmpfile();
        $this->process = proc_open($command, [['file', '/dev/null', 'r'], $this->output, $this->output], $pipes);
    }

    public function isRunning(): bool
    {
        return proc_get_status($this->process)['running'];
    }

    /** Ends it as a power cut does. */
    public function kill(): void
    {
        posix_kill(proc_get_status($this->process)['pid'], SIGKILL);
        proc_close($this->process);
    }

    /** @return array<string, mixed> what it printed, once it has ended */
    public function end(): array
    {
        proc_close($this->process);
        rewind($this->output);
        $text = (string) stream_get_contents($this->output);
        return json_decode($text, true) ?? throw new RuntimeException($text);
    }
}
