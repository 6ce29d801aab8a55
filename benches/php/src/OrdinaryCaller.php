<?php

declare(strict_types=1);

namespace Ispbridge\Bench;

use CurlHandle;
use RuntimeException;

/** A round trip as plain PHP makes it: encode, post with cURL, parse. The certificate is verified, as it always should be. */
final class OrdinaryCaller
{
    private ?CurlHandle $kept = null;

    public function __construct(private readonly string $url, private readonly string $caFile)
    {
    }

    /**
     * With a handle of its own, as the public kits do it: nothing is left of a call when it is over.
     *
     * @param array<string, string> $command
     * @return array<string, mixed>
     */
    public function withNewHandle(array $command): array
    {
        return $this->call($this->handle(), $command);
    }

    /**
     * With one handle for all calls of this object, which keeps its connection: what plain PHP could do.
     *
     * @param array<string, string> $command
     * @return array<string, mixed>
     */
    public function withKeptHandle(array $command): array
    {
        return $this->call($this->kept ??= $this->handle(), $command);
    }

    private function handle(): CurlHandle
    {
        $handle = curl_init($this->url);
        curl_setopt_array($handle, [
            CURLOPT_CAINFO => $this->caFile,
            CURLOPT_CONNECTTIMEOUT => 10,
            CURLOPT_HTTPHEADER => ['Expect:'],
            CURLOPT_POST => true,
            CURLOPT_PROXY => '',
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => 30,
        ]);
        return $handle;
    }

    /**
     * @param array<string, string> $command
     * @return array<string, mixed>
     */
    private function call(CurlHandle $handle, array $command): array
    {
        $form = ['s_entity' => '1234', 's_login' => 'bench', 's_pw' => 'bench', 's_command' => OrdinaryEncoder::encode($command)];
        curl_setopt($handle, CURLOPT_POSTFIELDS, http_build_query($form));
        $body = curl_exec($handle);
        if (!is_string($body)) {
            throw new RuntimeException(curl_error($handle));
        }
        return OrdinaryParser::parse($body);
    }
}
