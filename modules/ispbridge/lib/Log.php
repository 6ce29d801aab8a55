<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use PDOException;
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

    /** Of a failure of the database only its state is told: the text holds the values of the query. */
    public function crash(Throwable $thrown): void
    {
        $where = basename($thrown->getFile()) . ':' . $thrown->getLine();
        $text = $thrown instanceof PDOException ? "SQLSTATE {$thrown->getCode()}" : $thrown->getMessage();
        $this->row("{$this->verb} {$this->trace}", [], $thrown::class . " at {$where}", $text);
    }

    private function row(string $action, array|string $request, array|string $reply, array|string $processed): void
    {
        logModuleCall($this->module, $action, $request, $reply, $processed, $this->secrets);
    }

    /**
     * Each secret, however deep it stands, in every form in which it may turn up.
     *
     * @param array<string, mixed> $params
     * @return list<string>
     */
    private static function secrets(array $params): array
    {
        $plain = [];
        array_walk_recursive($params, static function (mixed $value, int|string $name) use (&$plain): void {
            if (in_array($name, self::SECRETS, true) && is_scalar($value)) {
                $plain[] = (string) $value;
            }
        });
        $decoded = array_map(static fn (string $text): string => html_entity_decode($text, ENT_QUOTES), $plain);
        $all = array_merge($plain, $decoded, array_map('rawurlencode', $decoded), array_map('urlencode', $decoded));
        return array_values(array_unique(array_filter($all, static fn (string $text): bool => $text !== '')));
    }
}
