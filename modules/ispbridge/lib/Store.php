<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Closure;

/**
 * Carries out what a run asks of PHP.
 */
final class Store
{
    private bool $hasTask = false;

    /**
     * Performs one effect and gives its answer. The order may have been sent already, so a failure here must not end the run:
     * it is noted in the activity log, and the answer says that it could not be done. A claim that failed is not claimed.
     *
     * @param array<string, mixed> $effect `effect`, for `load` also `what`, and the fields of that effect
     * @throws \UnhandledMatchError for an effect that is not known here: it may be the one that guards an order
     */
    public function perform(array $effect): mixed
    {
        $name = $effect['effect'] === 'load' ? "load {$effect['what']}" : $effect['effect'];
        $this->hasTask = $this->hasTask || $name === 'task';
        [$work, $otherwise] = self::work($name);
        $about = $effect['key'] ?? $effect['domain'] ?? $effect['id'] ?? $effect['domain_id'] ?? $effect['scope'] ?? '';
        return Safely::run("{$name} {$about}", static fn (): mixed => $work($effect), $otherwise);
    }

    /** Whether this run asked for a to-do. */
    public function hasTask(): bool
    {
        return $this->hasTask;
    }

    /**
     * What performs an effect, and the answer where that fails. An effect that wants no answer gets null.
     *
     * @return array{Closure(array<string, mixed>): mixed, mixed}
     */
    private static function work(string $name): array
    {
        return match ($name) {
            'accept' => [Findings::accept(...), null],
            'application' => [Applications::keep(...), null],
            'audit' => [Audit::keep(...), null],
            'audit_stopped' => [Audit::stop(...), null],
            'cache' => [Cache::keep(...), null],
            'claim' => [Journal::claim(...), ['claimed' => false]],
            'close_task' => [Todo::close(...), null],
            'dates' => [ShopDomains::write(...), null],
            'findings' => [Findings::keep(...), null],
            'field_values' => [ShopDomain::keepFields(...), null],
            'load applications' => [Applications::open(...), null],
            'load cache' => [Cache::load(...), []],
            'load domain' => [ShopDomain::load(...), null],
            'load domains' => [ShopDomains::load(...), null],
            'load finals' => [Audit::finals(...), null],
            'load findings' => [Findings::load(...), null],
            'load journal' => [Journal::ofName(...), null],
            'load memo' => [Memo::load(...), null],
            'load open' => [Journal::unsettled(...), null],
            'load open_renewals' => [ShopDomain::openRenewals(...), []],
            'load snapshot' => [Snapshots::load(...), null],
            'memo' => [Memo::keep(...), null],
            'note' => [static fn (array $note): mixed => logActivity(Lang::ofShop()->message($note['message'])), null],
            'points' => [Points::lease(...), ['granted' => 0, 'blocked' => 0]],
            'points_spent' => [Points::settle(...), null],
            'settle' => [Journal::settle(...), ['settled' => false]],
            'snapshot' => [Snapshots::keep(...), null],
            'status' => [ShopDomain::follow(...), null],
            'store' => [static fn (array $fact): mixed => Tables::keep($fact['key'], $fact['value']), null],
            'task' => [Todo::open(...), null],
        };
    }
}
