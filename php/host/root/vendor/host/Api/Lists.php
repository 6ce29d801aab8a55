<?php

declare(strict_types=1);

namespace Host\Api;

use WHMCS\Database\Capsule;

/** GetModuleQueue, GetToDoItems and UpdateToDoItem. */
final class Lists
{
    private const QUEUE_FILTERS = ['relatedId' => 'service_id', 'serviceType' => 'service_type', 'moduleName' => 'module_name',
        'moduleAction' => 'module_action'];

    private const QUEUE_KEYS = ['id' => 'id', 'serviceType' => 'service_type', 'serviceId' => 'service_id',
        'moduleName' => 'module_name', 'moduleAction' => 'module_action', 'lastAttempt' => 'last_attempt',
        'lastAttemptError' => 'last_attempt_error', 'numRetries' => 'num_retries', 'completed' => 'completed',
        'createdAt' => 'created_at', 'updatedAt' => 'updated_at'];

    private const TODO_COLUMNS = ['date', 'title', 'description', 'status', 'duedate'];

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed> the entries that are not completed
     */
    public static function moduleQueue(array $values): array
    {
        $query = Capsule::table('tblmodulequeue')->where('completed', 0)->orderBy('id');
        foreach (array_intersect_key(self::QUEUE_FILTERS, array_filter($values)) as $key => $column) {
            $query->where($column, $values[$key]);
        }
        empty($values['since']) || $query->where('last_attempt', '>=', $values['since']);
        $queue = $query->get()->map(static fn (object $row): array => array_map(
            static fn (string $column): mixed => $row->{$column},
            self::QUEUE_KEYS
        ))->all();
        return ['count' => count($queue), 'queue' => $queue];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function toDoItems(array $values): array
    {
        $query = Capsule::table('tbltodolist')->orderBy('id');
        empty($values['status']) || $query->where('status', $values['status']);
        $items = $query->get()->map(static fn (object $row): array => (array) $row)->all();
        return ['totalresults' => count($items), 'items' => ['item' => $items]];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, mixed>
     */
    public static function updateToDoItem(array $values): array
    {
        $item = Capsule::table('tbltodolist')->where('id', (int) ($values['itemid'] ?? 0));
        (clone $item)->exists() || throw new ApiError('TODO Item ID Not Found');
        $columns = array_intersect_key($values, array_flip(self::TODO_COLUMNS));
        $columns += isset($values['adminid']) ? ['admin' => (int) $values['adminid']] : [];
        $columns === [] || $item->update($columns);
        return ['itemid' => (int) $values['itemid']];
    }
}
