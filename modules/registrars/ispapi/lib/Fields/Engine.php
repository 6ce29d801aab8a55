<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Fields;

use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Loop;
use Ispbridge\Whmcs\Store;
use RuntimeException;
use WHMCS\Carbon;
use WHMCS\Module\Registrar\Ispapi\Bridge;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * Asks the engine what it knows by itself: nothing goes over the network, and nothing is stored.
 */
final class Engine
{
    /** The settings that say which fields are in use. */
    private const SWITCHES = ['OptInFieldTLDs', 'UndocumentedFieldTLDs'];

    /**
     * @param array<string, mixed> $params
     * @return array<string, mixed> the value; empty where there is no engine, which the settings page says
     * @throws RuntimeException where the engine cannot answer, in the words for administrators
     */
    public static function ask(string $verb, array $params): array
    {
        if (Bridge::problem(false) !== null) {
            return [];
        }
        $context = [
            'now' => Carbon::now('UTC')->format('Y-m-d H:i:s'), 'trace' => $verb, 'web' => true, 'facts' => [], 'whmcs' => '',
        ];
        $switches = array_intersect_key(Settings::stored(), array_flip(self::SWITCHES));
        $params += ['language' => Lang::ofVisitor()->name()] + $switches;
        $outcome = Loop::run($verb, $params, $context, new Store());
        return $outcome['done'] ? $outcome['value'] : throw new RuntimeException($outcome['admin']['text']);
    }
}
