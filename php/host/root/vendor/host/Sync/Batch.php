<?php

declare(strict_types=1);

namespace Host\Sync;

use Illuminate\Database\Query\Builder;
use WHMCS\Config\Setting;

/**
 * Fifty domains a run, oldest id first, going on where the last run ended (contract, section 1.8).
 *
 * The place is kept after each domain, so that a run that is killed loses nothing.
 */
final class Batch
{
    public const SIZE = 50;

    /** @param string $task whose place it is */
    public function __construct(private string $task)
    {
    }

    /** @return iterable<object> rows of tbldomains */
    public function of(Builder $domains): iterable
    {
        $place = (int) Setting::getValue($this->setting());
        $rows = (clone $domains)->where('id', '>', $place)->orderBy('id')->limit(self::SIZE)->get()->all();
        if ($rows === [] && $place > 0) {
            $rows = $domains->orderBy('id')->limit(self::SIZE)->get()->all();
        }
        foreach ($rows as $row) {
            yield $row;
            Setting::setValue($this->setting(), $row->id);
        }
    }

    private function setting(): string
    {
        return "HostPlaceOf{$this->task}";
    }
}
