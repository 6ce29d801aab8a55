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
        if (self::about($task['key']) !== []) {
            return;
        }
        $today = Carbon::now()->toDateString();
        Capsule::table('tbltodolist')->insert([
            'date' => $today, 'title' => $task['title'], 'description' => "{$task['description']}\n\n" . self::mark($task['key']),
            'admin' => 0, 'status' => 'Pending', 'duedate' => $today,
        ]);
    }

    /**
     * Closes the to-do about a matter that has settled itself.
     *
     * @param array{key: string} $task
     */
    public static function close(array $task): void
    {
        Capsule::table('tbltodolist')->whereIn('id', self::about($task['key']))->update(['status' => 'Completed']);
    }

    /** @return list<int> the open to-dos about this matter */
    private static function about(string $key): array
    {
        $mark = self::mark($key);
        $open = Capsule::table('tbltodolist')->where('status', '!=', 'Completed')->pluck('description', 'id')->all();
        $own = static fn (?string $text): bool => str_ends_with(rtrim((string) $text), $mark);
        return array_keys(array_filter($open, $own));
    }

    private static function mark(string $key): string
    {
        return "[ispbridge {$key}]";
    }
}
