<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

/**
 * Verbs that no WHMCS function asks for: the cron's, and those of hooks. They run on the stored settings.
 */
final class Engine
{
    /**
     * Runs a verb.
     *
     * @param array<string, mixed> $params
     * @param bool $spends whether the verb may cost money
     * @return array<string, mixed>|null its value; null where it failed (see the module log) or where there is no login
     */
    public static function value(string $verb, array $params, bool $spends = false): ?array
    {
        if (Bridge::problem($spends) !== null) {
            return null;
        }
        $settings = Settings::stored();
        if (($settings['Username'] ?? '') === '') {
            return null;
        }
        $params += $settings;
        $report = new Report($verb, $params, true, null);
        $outcome = Call::run($verb, $params, $report);
        if ($outcome['done']) {
            return $outcome['value'];
        }
        $report->failure($outcome);
        return null;
    }
}
