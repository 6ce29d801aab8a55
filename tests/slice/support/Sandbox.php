<?php

declare(strict_types=1);

namespace Tests\Slice\Support;

use RuntimeException;

/** A sandbox of our own on a free port, with one account. It answers open questions in a way drawn at random. */
final class Sandbox
{
    public const LOGIN = 'reseller';
    public const PASSWORD = 'S3cret & "word"';

    /** The open questions that these verbs meet (sandbox/src/quirks). */
    private const QUIRKS = [
        'add_date_properties' => ['all', 'expiration_only'],
        'answer_blanks' => ['none', 'around'],
        'answer_newline' => ['crlf', 'lf'],
        'answer_order' => ['code_last', 'code_first'],
        'authisvalid' => ['words', 'digits', 'unknown'],
        'check_wrong_auth' => ['219', '218'],
        'duplicate_nameserver' => ['refused', 'merged'],
        'finished_transfer' => ['gone', 'kept'],
        'modify_nameservers' => ['replace', 'merge'],
        'nameserver_gaps' => ['closed', 'refused'],
        'new_domain_dates' => ['all', 'no_finalization'],
        'renewaldate' => ['absent', 'present'],
        'status_property' => ['registration', 'with_flags'],
        'taken_code' => ['by_owner', '540', '554'],
        'transfer_nameservers' => ['absent', 'present'],
        'unrenew' => ['auto_paid', 'never'],
    ];

    private const PATIENCE_SECONDS = 20;

    public readonly string $base;

    /** @var resource */
    private $process;

    public function __construct(private readonly string $folder)
    {
        $command = [
            (string) getenv('ISPBRIDGE_SANDBOX'), '--listen', '127.0.0.1:0', '--port-file', "{$folder}/sandbox.url",
            '--account', self::LOGIN . ':' . self::PASSWORD . ':1000.00:USD',
        ];
        $log = ['file', "{$folder}/sandbox.log", 'a'];
        $process = proc_open($command, [['file', '/dev/null', 'r'], $log, $log], $pipes);
        $this->process = $process ?: throw new RuntimeException('the sandbox does not start');
        $this->base = $this->awaitAddress();
    }

    public function api(): string
    {
        return $this->base . '/api/call.cgi';
    }

    /** Answers the open questions anew; the seed, printed on standard error, repeats a choice. */
    public function drawQuirks(): void
    {
        $seed = (int) (getenv('ISPBRIDGE_SEED') ?: random_int(1, 999999));
        fwrite(STDERR, "quirks of the sandbox: ISPBRIDGE_SEED={$seed}\n");
        mt_srand($seed);
        $this->post('quirks', array_map(static fn (array $values) => $values[mt_rand(0, count($values) - 1)], self::QUIRKS));
    }

    /** @param array<string, mixed> $body */
    public function post(string $word, array $body): void
    {
        $this->request($word, ['method' => 'POST', 'content' => json_encode($body)]);
    }

    /** @return list<string> what was charged for a name, as "AddDomain" */
    public function charges(string $name): array
    {
        $ledger = json_decode($this->request('state'), true)['live']['ledger'];
        $own = array_filter($ledger, static fn (array $entry): bool => $entry['object'] === $name);
        return array_column($own, 'command');
    }

    /** Whether the account has this domain. */
    public function holds(string $name): bool
    {
        return $this->domain($name) !== null;
    }

    /** @return array<string, mixed>|null a domain as the registrar has it; null for one that it has not */
    public function domain(string $name): ?array
    {
        $domains = json_decode($this->request('state'), true)['live']['domains'];
        return $domains[$name] ?? array_column($domains, null, 'name')[$name] ?? null;
    }

    /** @return array<string, int> how often which command came */
    public function commands(): array
    {
        return json_decode($this->request('counters'), true)['commands'];
    }

    /** Leaves the journal where the suites collect them, if this is such a run. */
    public function stop(string $journal): void
    {
        $folder = getenv('ISPBRIDGE_JOURNALS');
        if ($folder !== false) {
            file_put_contents("{$folder}/{$journal}.jsonl", $this->request('journal'));
        }
        proc_terminate($this->process);
        proc_close($this->process);
    }

    /** @param array<string, mixed> $options */
    private function request(string $word, array $options = []): string
    {
        $options += ['header' => 'Content-Type: application/json', 'ignore_errors' => true, 'timeout' => 20];
        $body = file_get_contents("{$this->base}/control/{$word}", false, stream_context_create(['http' => $options]));
        if ($body === false || !str_contains($http_response_header[0], ' 200')) {
            throw new RuntimeException("control word {$word}: {$http_response_header[0]} {$body}");
        }
        return $body;
    }

    private function awaitAddress(): string
    {
        $deadline = microtime(true) + self::PATIENCE_SECONDS;
        while (!is_file("{$this->folder}/sandbox.url")) {
            if (microtime(true) > $deadline || !proc_get_status($this->process)['running']) {
                throw new RuntimeException('no sandbox: ' . file_get_contents("{$this->folder}/sandbox.log"));
            }
            usleep(20000);
        }
        return rtrim(trim((string) file_get_contents("{$this->folder}/sandbox.url")), '/');
    }
}
