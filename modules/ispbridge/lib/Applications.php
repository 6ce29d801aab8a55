<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;

/**
 * Applications for names that are not given out at once: each stays open until the registry decides.
 */
final class Applications
{
    private const TABLE = 'mod_ispbridge_applications';

    /** Words that describe an application, and how long each may be. */
    private const WORDS = ['domain' => 255, 'class' => 64, 'price' => 32, 'currency' => 8, 'state' => 16];

    /**
     * Keeps what is known of an application; what is not given stays as it was. One that is decided is not opened again by a
     * process that looked earlier.
     *
     * @param array{scope: string, application: string, domain_id: int, domain: string, state: string, class?: string,
     *     price?: string, currency?: string, wishes?: array} $application
     */
    public static function keep(array $application): void
    {
        $name = ['scope_hash' => Cell::hash($application['scope'])]
            + ['application' => Cell::word($application['application'], 128)];
        $known = self::columns($application);
        Database::run(static function (Connection $database) use ($name, $known): void {
            $now = $database->raw(Database::clock($database));
            $first = $name + $known + array_fill_keys(array_keys(self::WORDS), '') + ['wishes' => '[]', 'submitted_at' => $now];
            if (Database::insert($database, self::TABLE, $first + ['checked_at' => $now])) {
                return;
            }
            $row = $database->table(self::TABLE)->where($name);
            if ($known['state'] === 'open') {
                $row->where('state', 'open');
            }
            $row->update($known + ['checked_at' => $now]);
        });
    }

    /**
     * Those that are not decided, oldest first; with `domain` only those for that name.
     *
     * @param array{scope: string, after: int, limit: int, domain?: string} $page
     * @return list<array<string, mixed>> the fields of keep() but the scope, with `id`, and `age` and `checked_age` in seconds
     */
    public static function open(array $page): array
    {
        $rows = Database::run(static function (Connection $database) use ($page): array {
            $clock = Database::clock($database);
            return $database->table(self::TABLE)->select('*')
                ->selectRaw("{$clock} - submitted_at AS age, {$clock} - checked_at AS checked_age")
                ->where('scope_hash', Cell::hash($page['scope']))->where('state', 'open')
                ->where(isset($page['domain']) ? ['domain' => $page['domain']] : [])
                ->where('id', '>', $page['after'])->orderBy('id')->limit($page['limit'])->get()->all();
        });
        return array_map(self::shape(...), $rows);
    }

    /**
     * @param array<string, mixed> $application
     * @return array<string, mixed>
     */
    private static function columns(array $application): array
    {
        $known = ['scope' => Cell::json($application['scope'], 65535), 'domain_id' => $application['domain_id']];
        foreach (array_intersect_key(self::WORDS, $application) as $word => $longest) {
            $known[$word] = Cell::word($application[$word], $longest);
        }
        return $known + (isset($application['wishes']) ? ['wishes' => Cell::json($application['wishes'])] : []);
    }

    /** @return array<string, mixed> */
    private static function shape(\stdClass $row): array
    {
        return array_intersect_key((array) $row, self::WORDS + ['application' => 0]) + [
            'id' => (int) $row->id, 'domain_id' => (int) $row->domain_id, 'wishes' => Cell::map($row->wishes),
            'age' => max(0, (int) $row->age), 'checked_age' => max(0, (int) $row->checked_age),
        ];
    }
}
