<?php

declare(strict_types=1);

namespace Host\Log;

use WHMCS\Carbon;
use WHMCS\Config\Setting;
use WHMCS\Database\Capsule;

/** The module log: written only while `ModuleDebugMode` is on, with every secret masked. */
final class ModuleLog
{
    public const SWITCH = 'ModuleDebugMode';

    /** @param array<mixed> $secrets texts to mask wherever they occur */
    public static function add(
        string $module,
        string $action,
        mixed $request,
        mixed $response,
        mixed $processed,
        array $secrets
    ): void {
        if (self::isOn()) {
            $texts = ['request' => $request, 'response' => $response, 'arrdata' => $processed];
            Capsule::table('tblmodulelog')->insert([
                'date' => Carbon::now()->toDateTimeString(),
                'module' => $module,
                'action' => $action,
            ] + array_map(static fn (mixed $text): string => self::mask(self::dump($text), $secrets), $texts));
        }
    }

    public static function isOn(): bool
    {
        return Setting::getValue(self::SWITCH) === 'on';
    }

    private static function dump(mixed $value): string
    {
        return is_scalar($value) || $value === null ? (string) $value : print_r($value, true);
    }

    /**
     * strtr prefers the longest match, so a secret that contains another one disappears whole.
     *
     * @param array<mixed> $secrets
     */
    private static function mask(string $text, array $secrets): string
    {
        $pairs = [];
        foreach (array_filter($secrets, 'is_scalar') as $secret) {
            $pairs[(string) $secret] = str_repeat('*', strlen((string) $secret));
        }
        unset($pairs['']);
        return strtr($text, $pairs);
    }
}
