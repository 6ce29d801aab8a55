<?php

declare(strict_types=1);

namespace Ispbridge\Bench;

use RuntimeException;

/** The least that a round trip can cost from PHP: one request, always the same, over one connection that stays. */
final class BareLine
{
    /** @var resource */
    private $stream;

    private string $request;

    public function __construct(int $port, string $caFile)
    {
        $context = stream_context_create(['ssl' => ['cafile' => $caFile], 'socket' => ['tcp_nodelay' => true]]);
        $this->stream = stream_socket_client("tls://127.0.0.1:$port", $code, $error, 10, STREAM_CLIENT_CONNECT, $context)
            ?: throw new RuntimeException($error);
        $body = http_build_query(['s_command' => "COMMAND=StatusDomain\nDOMAIN=example.com"]);
        $this->request = "POST /api/call.cgi HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: " . strlen($body) . "\r\n\r\n$body";
    }

    public function exchange(): string
    {
        fwrite($this->stream, $this->request);
        $length = 0;
        while (($line = fgets($this->stream)) !== "\r\n") {
            if (stripos((string) $line, 'content-length:') === 0) {
                $length = (int) substr($line, 15);
            }
        }
        return (string) stream_get_contents($this->stream, $length);
    }
}
