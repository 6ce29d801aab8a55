<?php

declare(strict_types=1);

namespace Tests\Host\Support;

use CurlHandle;
use RuntimeException;

/** Speaks HTTP to the host with cookies, and follows redirects as a browser does. */
final class Browser
{
    private CurlHandle $curl;

    public function __construct(private string $url)
    {
        $this->curl = curl_init();
        curl_setopt_array($this->curl, [
            CURLOPT_COOKIEFILE => '',
            CURLOPT_FOLLOWLOCATION => true,
            CURLOPT_PROTOCOLS => CURLPROTO_HTTP,
            CURLOPT_PROXY => '',
            CURLOPT_RETURNTRANSFER => true,
            CURLOPT_TIMEOUT => 30,
        ]);
    }

    public function get(string $path): Page
    {
        curl_setopt_array($this->curl, [CURLOPT_HTTPGET => true, CURLOPT_PATH_AS_IS => true]);
        return $this->send($this->url . $path);
    }

    /** @param array<string, string> $fields */
    public function post(string $path, array $fields): Page
    {
        curl_setopt_array($this->curl, [CURLOPT_POST => true, CURLOPT_POSTFIELDS => http_build_query($fields)]);
        return $this->send($this->url . $path);
    }

    /**
     * Fills a form of the page and presses its button.
     *
     * @param array<string, string|null> $changes null leaves the field out, as an unticked box
     * @param string $button `name=value` of the button
     */
    public function submit(Page $page, array $changes = [], string $button = ''): Page
    {
        $form = $page->form($button);
        [$name, $value] = explode('=', $button, 2) + [1 => ''];
        $fields = array_filter(
            array_merge($page->fields($form), $changes, $button === '' ? [] : [$name => $value]),
            static fn (?string $field): bool => $field !== null
        );
        $folder = str_contains($page->url, '/admin/') ? 'admin/' : '';
        return $this->post($folder . $form->getAttribute('action'), $fields);
    }

    /**
     * Sends the same form several times at once, in the session of this browser.
     *
     * @param array<string, string> $changes
     * @return list<Page>
     */
    public function submitAtOnce(Page $page, array $changes, int $times): array
    {
        $fields = array_merge($page->fields($page->form()), $changes);
        $handles = [];
        for ($count = 0; $count < $times; $count++) {
            $handles[] = $this->twin($page->form()->getAttribute('action'), $fields);
        }
        $this->runAll($handles);
        return array_map(static fn (CurlHandle $handle): Page => new Page(
            (int) curl_getinfo($handle, CURLINFO_RESPONSE_CODE),
            (string) curl_getinfo($handle, CURLINFO_EFFECTIVE_URL),
            (string) curl_multi_getcontent($handle)
        ), $handles);
    }

    /** @return string the session cookie as a request sends it */
    public function cookie(): string
    {
        $parts = explode("\t", (string) (curl_getinfo($this->curl, CURLINFO_COOKIELIST)[0] ?? ''));
        return $parts[5] . '=' . $parts[6];
    }

    /** @param array<string, string> $fields */
    private function twin(string $path, array $fields): CurlHandle
    {
        $twin = curl_copy_handle($this->curl);
        curl_setopt_array($twin, [
            CURLOPT_COOKIE => $this->cookie(),
            CURLOPT_POSTFIELDS => http_build_query($fields),
            CURLOPT_URL => $this->url . $path,
        ]);
        return $twin;
    }

    /** @param list<CurlHandle> $handles */
    private function runAll(array $handles): void
    {
        $multi = curl_multi_init();
        array_map(static fn (CurlHandle $handle): int => curl_multi_add_handle($multi, $handle), $handles);
        do {
            curl_multi_exec($multi, $running);
            curl_multi_select($multi);
        } while ($running > 0);
    }

    private function send(string $url): Page
    {
        curl_setopt($this->curl, CURLOPT_URL, $url);
        $body = curl_exec($this->curl);
        if (!is_string($body)) {
            throw new RuntimeException(curl_error($this->curl));
        }
        $code = (int) curl_getinfo($this->curl, CURLINFO_RESPONSE_CODE);
        return new Page($code, (string) curl_getinfo($this->curl, CURLINFO_EFFECTIVE_URL), $body);
    }
}
