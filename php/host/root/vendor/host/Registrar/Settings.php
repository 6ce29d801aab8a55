<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Crypt\Cipher;
use WHMCS\Database\Capsule;

/** The stored settings of registrar modules: one encrypted row of tblregistrars each. */
final class Settings
{
    /** @return array<string, string> decrypted, as modules receive them */
    public static function of(string $module): array
    {
        $encoded = Quirks::isOn(Quirks::ENTITY_ENCODED_SETTINGS);
        return array_map(
            static fn (string $value): string => $encoded ? htmlspecialchars($value, ENT_QUOTES) : $value,
            self::stored($module)
        );
    }

    /** @return array<string, string> decrypted, as they were typed */
    public static function stored(string $module): array
    {
        $cipher = Cipher::ofInstallation();
        return Capsule::table('tblregistrars')->where('registrar', $module)->orderBy('id')
            ->pluck('value', 'setting')
            ->map(static fn (?string $value): string => $cipher->decrypt((string) $value))
            ->all();
    }

    /** @param array<string, string> $settings replaces all settings of the module */
    public static function save(string $module, array $settings): void
    {
        $cipher = Cipher::ofInstallation();
        $rows = [];
        foreach ($settings ?: ['' => ''] as $setting => $value) {
            $rows[] = ['registrar' => $module, 'setting' => $setting, 'value' => $cipher->encrypt($value)];
        }
        Capsule::connection()->transaction(static function () use ($module, $rows): void {
            self::delete($module);
            Capsule::table('tblregistrars')->insert($rows);
        });
    }

    public static function delete(string $module): void
    {
        Capsule::table('tblregistrars')->where('registrar', $module)->delete();
    }

    /** A module is active as soon as it has rows. */
    public static function isActive(string $module): bool
    {
        return Capsule::table('tblregistrars')->where('registrar', $module)->exists();
    }

    /** @return list<string> */
    public static function activeModules(): array
    {
        return Capsule::table('tblregistrars')->distinct()->orderBy('registrar')->pluck('registrar')->all();
    }
}
