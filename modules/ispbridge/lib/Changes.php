<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * What a run may have changed at the registrar, so that nothing that was read before stands for it.
 */
final class Changes
{
    /** @param array{exchanges: list<array<string, mixed>>, points?: array{scope: string}} $outcome of a run */
    public static function note(array $outcome): void
    {
        $writes = array_filter($outcome['exchanges'], static fn (array $exchange): bool => $exchange['writes'] ?? false);
        if ($writes === []) {
            return;
        }
        Memo::forget();
        $scope = $outcome['points']['scope'] ?? '';
        foreach (array_unique(array_filter(array_map(self::domain(...), $writes))) as $domain) {
            Safely::run("touch {$domain}", static fn () => Snapshots::touch($scope, $domain), null);
        }
    }

    /** @param array<string, mixed> $exchange */
    private static function domain(array $exchange): string
    {
        $domain = $exchange['request']['DOMAIN'] ?? '';
        return is_string($domain) ? $domain : '';
    }
}
