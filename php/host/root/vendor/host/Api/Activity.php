<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Log\ActivityLog;

/** LogActivity. */
final class Activity
{
    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function add(array $values): array
    {
        $description = (string) ($values['description'] ?? '');
        if ($description === '') {
            throw new ApiError('Description is required');
        }
        ActivityLog::add($description, (int) ($values['clientid'] ?? $values['userid'] ?? 0));
        return [];
    }
}
