<?php

declare(strict_types=1);

namespace Host\Facade;

/** The global `AdminLang`: the few texts of the admin area that modules ask for. */
final class AdminLang
{
    private const TEXTS = [
        'global.no' => 'No',
        'global.ticktoenable' => 'Tick to enable',
        'global.yes' => 'Yes',
    ];

    /** @param array<string, string> $params placeholders such as `:name` */
    public static function trans(string $key, array $params = []): string
    {
        return strtr(self::TEXTS[$key] ?? $key, $params);
    }
}
