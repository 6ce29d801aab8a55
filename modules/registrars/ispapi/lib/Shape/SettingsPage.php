<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Guard;
use WHMCS\Module\Registrar\Ispapi\Bridge;
use WHMCS\Module\Registrar\Ispapi\ConfigArray;
use WHMCS\Module\Registrar\Ispapi\Progress;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * The rows of the settings page. The last one says how the engine is, so what is wrong stands there and the settings stay.
 */
final class SettingsPage extends Shape
{
    /**
     * @param array<string, mixed> $value
     * @return array<string, array<string, mixed>>
     */
    public function done(array $value): array
    {
        $environment = Settings::isOn($this->params['TestMode'] ?? '') ? 'OT&E' : 'LIVE';
        $values = ['version' => (string) Guard::version(), 'environment' => $environment];
        return $this->failed((string) Bridge::lang()?->text('setting.engine_ready', $values));
    }

    /** How far the comparison is; empty where nobody can say. */
    private function progress(): string
    {
        return Bridge::lang() === null ? '' : Progress::ofSettings($this->params);
    }

    /** @return array<string, array<string, mixed>> */
    public function failed(string $sentence): array
    {
        return (new ConfigArray(Bridge::lang()))->rows($this->params, $sentence, $this->progress());
    }
}
