<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use Illuminate\Database\Connection;
use Illuminate\Database\Query\Builder;
use WHMCS\Database\Capsule;

/**
 * What was ordered with other people's money: a row each, written before the order is sent and moved as its end becomes known.
 *
 * The unique `active_key` lets one claimer in; it is NULL once the order ended without effect. Every write leaves a mark of its
 * own (`writer`): where the answer to a write was lost and Illuminate repeated it, the mark tells that it was ours.
 */
final class Journal
{
    public const TABLE = 'mod_ispbridge_journal';

    private const UNSETTLED = ['open', 'doubt', 'pending'];

    /**
     * From where a row may move to each state. Evidence may show that an order was carried out after all; a row that is done
     * gets further notes, such as what follows a transfer; and it may be put aside, when the registrar has lost the domain and it
     * is ordered anew.
     */
    private const MOVES = [
        'done' => ['open', 'doubt', 'pending', 'done', 'void'],
        'doubt' => ['open', 'doubt'],
        'pending' => ['open', 'doubt', 'pending', 'void'],
        'void' => ['open', 'doubt', 'pending', 'done'],
    ];

    /** How many rows a reader of one domain gets: of those without effect, and of the others. */
    private const SHOWN = 20;
    private const STANDING = 200;

    /** Days after which a row may go: one without effect, and one that WHMCS has taken note of. */
    private const KEEP_VOID = 90;
    private const KEEP_DONE = 400;

    /** Days for which the rest of a restore is offered to be renewed, and seconds between two tries. */
    private const REST_DAYS = 21;
    private const REST_PAUSE = 86400;

    /**
     * Claims an order, or says who holds it.
     *
     * @param array{scope: string, key: string, operation: string, domain: string, domain_id: int, from: string,
     *     shop_from: string, years: int, reference: string, patience: int, before: array, digest: string, trace: string} $intent
     * @return array{claimed: bool, id?: int, version?: int, row?: array<string, mixed>}
     * @throws \Throwable when the database cannot do it; nothing may be ordered then
     */
    public static function claim(array $intent): array
    {
        $row = self::opening($intent);
        return Database::run(static function (Connection $database) use ($row): array {
            for ($attempt = 1; $attempt <= Database::ATTEMPTS; $attempt++) {
                Database::insert($database, self::TABLE, ['claimed_at' => $database->raw(Database::clock($database))] + $row);
                $holder = self::rows($database)->where('active_key', $row['active_key'])->first();
                if ($holder !== null) {
                    return $holder->writer === $row['writer']
                        ? ['claimed' => true, 'id' => (int) $holder->id, 'version' => (int) $holder->version]
                        : ['claimed' => false, 'row' => self::shape($holder)];
                } // else its holder has just let it go
            }
            throw new \RuntimeException('a claim is neither ours nor anybody else\'s');
        });
    }

    /**
     * Moves a row that nobody else has moved.
     *
     * @param array{id: int, version: int, state: string, evidence: array} $end
     * @return array{settled: bool, version?: int, row?: array<string, mixed>}
     * @throws \Throwable when the database cannot do it; the row is as it was, or as this wanted it
     */
    public static function settle(array $end): array
    {
        $changes = self::changes($end);
        return Database::run(static function (Connection $database) use ($end, $changes): array {
            $moved = $database->table(self::TABLE)
                ->where('id', $end['id'])->where('version', $end['version'])->whereIn('state', self::MOVES[$end['state']])
                ->update(['settled_at' => $database->raw(Database::clock($database))] + $changes);
            $row = self::rows($database)->where('id', $end['id'])->first();
            return match (true) {
                $moved === 1, $row?->writer === $changes['writer'] => ['settled' => true, 'version' => $changes['version']],
                $row !== null => ['settled' => false, 'row' => self::shape($row)],
                default => ['settled' => false],
            };
        });
    }

    /**
     * Notes that WHMCS itself knows of a success: of the newest one that it has not been told of. It never fails, for WHMCS'
     * own hooks call it, for domains of every registrar.
     *
     * @param string $operation `register`, `transfer` or `renew`
     */
    public static function report(int $domainId, string $operation): void
    {
        Safely::run("report {$operation} of domain {$domainId}", static function () use ($domainId, $operation): void {
            if (!Capsule::schema()->hasTable(self::TABLE)) {
                return;
            }
            Database::run(static function (Connection $database) use ($domainId, $operation): void {
                $unheard = static fn (array $states): mixed => $database->table(self::TABLE)->where('domain_id', $domainId)
                    ->where('operation', $operation)->whereIn('state', $states)->where('reported', 0)
                    ->where('before_image', 'not like', '%"rest_of"%')->max('id'); // the cron's own
                // a success whose row could not be settled is still open
                $id = $unheard(['done', 'pending']) ?? $unheard(['open', 'doubt']);
                $database->table(self::TABLE)->where('id', $id ?? 0)
                    ->update(['reported' => $database->raw(Database::clock($database))]);
            });
        }, null);
    }

    /**
     * The newest rows of a name. However many orders had no effect, they push none out of sight that had one.
     *
     * @param array{scope: string, domain: string} $wanted
     * @return list<array<string, mixed>>
     */
    public static function ofName(array $wanted): array
    {
        return Database::run(static function (Connection $database) use ($wanted): array {
            $rows = static fn (string $is, int $most): array => self::shapes(
                self::rows($database)->where('scope_hash', Cell::hash($wanted['scope']))
                    ->where('domain_hash', Cell::hash($wanted['domain']))->where('state', $is, 'void')
                    ->orderByDesc('id')->limit($most)
            );
            $all = [...$rows('!=', self::STANDING), ...$rows('=', self::SHOWN)];
            usort($all, static fn (array $one, array $other): int => $other['id'] <=> $one['id']);
            return $all;
        });
    }

    /**
     * The rows whose end is not known, oldest first.
     *
     * @param array{scope: string, after: int, limit: int} $page
     * @return list<array<string, mixed>>
     */
    public static function unsettled(array $page): array
    {
        return Database::run(static fn (Connection $database): array => self::shapes(
            self::rows($database)->where('scope_hash', Cell::hash($page['scope']))->whereIn('state', self::UNSETTLED)
                ->where('id', '>', $page['after'])->orderBy('id')->limit($page['limit'])
        ));
    }

    /**
     * The domains of the shop whose order was accepted and is not finished.
     *
     * @param int|null $domainId this one alone
     * @return list<int>
     */
    public static function unfinished(string $scope, string $operation, ?int $domainId = null): array
    {
        return Database::run(static function (Connection $database) use ($scope, $operation, $domainId): array {
            $rows = $database->table(self::TABLE)->where('scope_hash', Cell::hash($scope))
                ->where('operation', $operation)->where('state', 'pending');
            $rows->where('domain_id', $domainId === null ? '>' : '=', $domainId ?? 0);
            return array_map('intval', $rows->pluck('domain_id')->all());
        });
    }

    /**
     * Restores that left some of the paid years and whose rest nobody has ordered, newest first. One that was refused is offered
     * again a day later.
     *
     * @return list<array<string, mixed>> rows as Rust reads them
     */
    public static function withYearsLeft(string $scope): array
    {
        $recent = static fn (string $column, string $word): array => Database::run(
            static fn (Connection $database): array => self::shapes(self::rows($database)->where('operation', 'renew')
                ->where('scope_hash', Cell::hash($scope))->where($column, 'like', "%{$word}%")
                ->whereRaw('claimed_at > ' . Database::clock($database) . ' - ?', [self::REST_DAYS * 86400])->orderByDesc('id'))
        );
        $standing = static fn (array $row): bool => $row['state'] !== 'void' || $row['age'] < self::REST_PAUSE;
        $rests = array_filter($recent('before_image', 'rest_of'), $standing);
        $ordered = array_map(static fn (array $row): int => (int) $row['before']['rest_of'], $rests);
        return array_values(array_filter($recent('evidence', 'years_left'), static fn (array $row): bool =>
            $row['state'] === 'done' && $row['evidence']['years_left'] > 0 && !in_array($row['id'], $ordered, true)));
    }

    /**
     * The newest rows of a domain of the shop, for its administrators, whatever account they went through.
     *
     * @return list<array<string, mixed>> as Rust reads them, with `scope`
     */
    public static function ofShopDomain(int $domainId): array
    {
        $rows = Database::run(static fn (Connection $database): array => self::rows($database)
            ->where('domain_id', $domainId)->orderByDesc('id')->limit(self::SHOWN)->get()->all());
        $scoped = static fn (\stdClass $row): array => ['scope' => (string) json_decode($row->scope)] + self::shape($row);
        return array_map($scoped, $rows);
    }

    /** Removes what is over and old, and says how many rows that were. What WHMCS does not know of stays. */
    public static function forget(): int
    {
        return Database::run(static function (Connection $database): int {
            $clock = Database::clock($database);
            $old = static fn (string $state, int $days): Builder => $database->table(self::TABLE)->where('state', $state)
                ->whereRaw("settled_at < {$clock} - ?", [$days * 86400]);
            return $old('void', self::KEEP_VOID)->delete()
                + $old('done', self::KEEP_DONE)->where('reported', '>', 0)->delete();
        });
    }

    /**
     * @param array<string, mixed> $intent
     * @return array<string, mixed>
     */
    private static function opening(array $intent): array
    {
        return [
            'active_key' => Cell::hash($intent['scope'], $intent['key']), 'state' => 'open', 'version' => 1,
            'scope_hash' => Cell::hash($intent['scope']), 'scope' => Cell::json($intent['scope'], 65535),
            'operation' => Cell::word($intent['operation'], 16), 'domain' => Cell::word($intent['domain'], 255),
            'domain_hash' => Cell::hash($intent['domain']), 'domain_id' => $intent['domain_id'],
            'from_date' => Cell::word($intent['from'], 32), 'shop_from' => Cell::word($intent['shop_from'], 32),
            'writer' => bin2hex(random_bytes(16)), 'years' => $intent['years'], 'patience' => $intent['patience'],
            'reference' => Cell::word($intent['reference'], 64), 'reported' => 0, 'settled_at' => null,
            'before_image' => Cell::json($intent['before']), 'evidence' => '[]',
            'digest' => Cell::word($intent['digest'], 128), 'trace' => Cell::word($intent['trace'], 64),
        ];
    }

    /**
     * @param array{id: int, version: int, state: string, evidence: array} $end
     * @return array<string, mixed>
     */
    private static function changes(array $end): array
    {
        if (!isset(self::MOVES[$end['state']])) {
            throw new \DomainException("no row of the journal ends as {$end['state']}");
        }
        return ['state' => $end['state'], 'version' => $end['version'] + 1, 'evidence' => Cell::json($end['evidence']),
            'writer' => bin2hex(random_bytes(16))] + ($end['state'] === 'void' ? ['active_key' => null] : []);
    }

    private static function rows(Connection $database): Builder
    {
        $clock = Database::clock($database);
        $ages = "{$clock} - claimed_at AS age, {$clock} - settled_at AS settled_age, {$clock} - reported AS reported_age";
        return $database->table(self::TABLE)->select('*')->selectRaw($ages);
    }

    /** @return list<array<string, mixed>> */
    private static function shapes(Builder $rows): array
    {
        return array_map(self::shape(...), $rows->get()->all());
    }

    /**
     * A row as Rust reads it.
     *
     * @return array<string, mixed>
     */
    private static function shape(\stdClass $row): array
    {
        $numbers = ['id', 'version', 'domain_id', 'years', 'patience', 'age'];
        return array_map('intval', array_intersect_key((array) $row, array_flip($numbers))) + [
            'operation' => $row->operation, 'domain' => $row->domain,
            'from' => $row->from_date, 'shop_from' => $row->shop_from, 'state' => $row->state,
            'reference' => $row->reference, 'reported' => (bool) $row->reported, 'trace' => $row->trace,
            'before' => Cell::map($row->before_image), 'evidence' => Cell::map($row->evidence),
            'settled_age' => $row->settled_age === null ? null : (int) $row->settled_age,
            'reported_age' => (int) $row->reported === 0 ? null : (int) $row->reported_age,
        ];
    }
}
