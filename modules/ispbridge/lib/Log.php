<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Throwable;

/**
 * WHMCS' module log: what went over the wire, and how a verb failed, all under the trace id. The engine redacts the
 * exchanges; WHMCS masks the secrets once more.
 */
final class Log
{
    /** Parameters that no log may show. */
    private const SECRETS = ['Password', 'eppcode', 'transfersecret'];

    /** @var list<string> */
    private readonly array $secrets;

    /** @param array<string, mixed> $params */
    public function __construct(
        private readonly string $module,
        private readonly string $verb,
        private readonly string $trace,
        array $params,
    ) {
        $this->secrets = self::secrets($params);
    }

    /** @param list<array<string, mixed>> $exchanges */
    public function exchanges(array $exchanges): void
    {
        foreach ($exchanges as $exchange) {
            $figures = ['attempt' => $exchange['attempt'], 'milliseconds' => $exchange['milliseconds']];
            $action = "{$this->verb}/{$exchange['command']} {$this->trace}";
            $reply = $exchange['reply'] ?? $exchange['error']; // no answer came: then why not
            $this->row($action, $exchange['request'], $reply, $exchange['data'] + $figures);
        }
    }

    /** @param array<string, mixed> $failure an outcome that is not done */
    public function failure(array $failure): void
    {
        $request = ['code' => $failure['code'], 'in_doubt' => $failure['in_doubt'] ? 'yes' : 'no'];
        $this->row("{$this->verb} {$this->trace}", $request, $failure['customer']['text'], $failure['admin']['text']);
    }

    public function crash(Throwable $thrown): void
    {
        $where = basename($thrown->getFile()) . ':' . $thrown->getLine();
        $this->row("{$this->verb} {$this->trace}", [], $thrown::class . " at {$where}", $thrown->getMessage());
    }

    private function row(string $action, array|string $request, array|string $reply, array|string $processed): void
    {
        logModuleCall($this->module, $action, $request, $reply, $processed, $this->secrets);
    }

    /**
     * Each secret in every form in which it may turn up.
     *
     * @param array<string, mixed> $params
     * @return list<string>
     */
    private static function secrets(array $params): array
    {
        $stored = array_filter(array_intersect_key($params, array_flip(self::SECRETS)), 'is_scalar');
        $plain = array_map('strval', array_values($stored));
        $decoded = array_map(static fn (string $text): string => html_entity_decode($text, ENT_QUOTES), $plain);
        $all = array_merge($plain, $decoded, array_map('rawurlencode', $decoded), array_map('urlencode', $decoded));
        return array_values(array_unique(array_filter($all, static fn (string $text): bool => $text !== '')));
    }
}
