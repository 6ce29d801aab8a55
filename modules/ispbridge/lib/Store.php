<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Throwable;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/**
 * Carries out what a run asks of PHP.
 */
final class Store
{
    private bool $hasTask = false;

    /**
     * Performs one effect and says that it is settled. The order may have been sent already, so a failure here must not end
     * the run: this is the one `try` besides that of dispatch, and the failure goes to the activity log. Its text stays out
     * of there, for Illuminate writes the values of a query into it.
     *
     * @param array{effect: string, key: string, value?: string, title?: string, description?: string} $effect
     * @throws \UnhandledMatchError for an effect that is not known here: it may be the one that guards an order
     */
    public function perform(array $effect): bool
    {
        $perform = match ($effect['effect']) {
            'store' => static fn () => Tables::keep($effect['key'], $effect['value']),
            'task' => fn () => $this->open($effect['key'], $effect['title'], $effect['description']),
        };
        try {
            $perform();
        } catch (Throwable $thrown) {
            $what = "{$effect['effect']} {$effect['key']}";
            logActivity("ispbridge could not carry out “{$what}”: " . $thrown::class . " {$thrown->getCode()}");
        }
        return true;
    }

    /** Whether this run asked for a to-do. */
    public function hasTask(): bool
    {
        return $this->hasTask;
    }

    /** Opens a to-do, unless one about the same matter is open. Its last line is how it is recognised. */
    private function open(string $key, string $title, string $description): void
    {
        $this->hasTask = true;
        $mark = "[ispbridge {$key}]";
        $open = Capsule::table('tbltodolist')->where('status', '!=', 'Completed')->pluck('description');
        if ($open->contains(static fn (?string $text): bool => str_ends_with(rtrim((string) $text), $mark))) {
            return;
        }
        $today = Carbon::now()->toDateString();
        Capsule::table('tbltodolist')->insert([
            'date' => $today, 'title' => $title, 'description' => "{$description}\n\n{$mark}",
            'admin' => 0, 'status' => 'Pending', 'duedate' => $today,
        ]);
    }
}
