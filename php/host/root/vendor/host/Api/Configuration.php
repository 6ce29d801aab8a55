<?php

declare(strict_types=1);

namespace Host\Api;

use WHMCS\Config\Setting;

/** GetConfigurationValue, SetConfigurationValue and WhmcsDetails. */
final class Configuration
{
    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function get(array $values): array
    {
        $setting = (string) ($values['setting'] ?? '');
        $value = Setting::getValue($setting) ?? throw new ApiError('Invalid name for parameter setting');
        return ['setting' => $setting, 'value' => $value];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function set(array $values): array
    {
        self::get($values);
        Setting::setValue((string) $values['setting'], (string) ($values['value'] ?? ''));
        return [];
    }

    /** @return array<string, mixed> */
    public static function details(): array
    {
        $version = (string) Setting::getValue('Version');
        return ['whmcs' => ['version' => $version, 'canonicalversion' => $version]];
    }
}
