<?php

declare(strict_types=1);

namespace Host\Log;

use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/** tbltodolist: what waits for a person. */
final class ToDoList
{
    public const DONE = 'Completed';

    public static function add(string $title, string $description): void
    {
        $today = Carbon::now()->toDateString();
        Capsule::table('tbltodolist')->insert([
            'date' => $today,
            'title' => $title,
            'description' => $description,
            'status' => 'Pending',
            'duedate' => $today,
        ]);
    }

    public static function complete(int $id): bool
    {
        return Capsule::table('tbltodolist')->where('id', $id)->update(['status' => self::DONE]) > 0;
    }
}
