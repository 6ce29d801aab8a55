<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/**
 * WHMCS' list of what its staff must do.
 */
final class Todo
{
    /**
     * Opens a to-do, unless one about the same matter is open. Its last line is how it is recognised.
     *
     * @param array{key: string, title: string, description: string} $task
     */
    public static function open(array $task): void
    {
        $mark = "[ispbridge {$task['key']}]";
        $open = Capsule::table('tbltodolist')->where('status', '!=', 'Completed')->pluck('description');
        if ($open->contains(static fn (?string $text): bool => str_ends_with(rtrim((string) $text), $mark))) {
            return;
        }
        $today = Carbon::now()->toDateString();
        Capsule::table('tbltodolist')->insert([
            'date' => $today, 'title' => $task['title'], 'description' => "{$task['description']}\n\n{$mark}",
            'admin' => 0, 'status' => 'Pending', 'duedate' => $today,
        ]);
    }
}
