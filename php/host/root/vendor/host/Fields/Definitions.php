<?php

declare(strict_types=1);

namespace Host\Fields;

use Host\Log\ActivityLog;
use Host\Registrar\RegistrarModule;
use Host\Registrar\Settings;
use Throwable;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;

/**
 * The additional fields that an extension asks for (contract, sections 1.13 and 1.4).
 *
 * dist.additionalfields.php, then additionalfields.php, then what the extension's registrar module says in
 * AdditionalDomainFields. A later entry of the same Name changes the keys that it gives; `Remove` takes a field away.
 */
final class Definitions
{
    /**
     * @param string $topLevel without dot
     * @param string $type register or transfer
     * @return list<array<string, mixed>>
     */
    public static function of(string $topLevel, string $type): array
    {
        $shipped = self::merged(self::fromFiles()['.' . $topLevel] ?? []);
        return self::merged(array_merge($shipped, self::fromModule($topLevel, $type, $shipped)));
    }

    /** @return array<string, list<array<string, mixed>>> extension to entries, in the order of the files */
    private static function fromFiles(): array
    {
        $additionaldomainfields = [];
        foreach (['dist.additionalfields.php', 'additionalfields.php'] as $file) {
            if (is_file(ROOTDIR . "/resources/domains/{$file}")) {
                require ROOTDIR . "/resources/domains/{$file}";
            }
        }
        return $additionaldomainfields;
    }

    /**
     * @param list<array<string, mixed>> $shipped
     * @return list<array<string, mixed>>
     */
    private static function fromModule(string $topLevel, string $type, array $shipped): array
    {
        $name = (string) Capsule::table('tbldomainpricing')->where('extension', '.' . $topLevel)->value('autoreg');
        $module = RegistrarModule::find($name);
        if ($module === null || !Settings::isActive($name) || !$module->has('AdditionalDomainFields')) {
            return [];
        }
        $params = ['tld' => $topLevel, 'type' => $type, 'fields' => $shipped];
        $params += ['whmcsVersion' => (string) Setting::getValue('Version')] + Settings::of($name);
        try {
            $answer = $module->call('AdditionalDomainFields', $params);
            return is_array($answer) && is_array($answer['fields'] ?? null) ? array_values($answer['fields']) : [];
        } catch (Throwable $thrown) {
            ActivityLog::add("{$name}_AdditionalDomainFields threw {$thrown->getMessage()}");
            return [];
        }
    }

    /**
     * @param array<array<string, mixed>> $entries
     * @return list<array<string, mixed>>
     */
    private static function merged(array $entries): array
    {
        $fields = [];
        foreach ($entries as $entry) {
            $name = (string) ($entry['Name'] ?? '');
            $fields[$name] = $entry + ($fields[$name] ?? []);
        }
        unset($fields['']);
        return array_values(array_filter($fields, static fn (array $field): bool => empty($field['Remove'])));
    }
}
