<?php

declare(strict_types=1);

namespace WHMCS\Results;

use ArrayObject;

/** A list that modules fill with `$list[] = $item` or append(). */
class ResultsList extends ArrayObject
{
    /** @return list<mixed> items that know toArray() are converted */
    public function toArray(): array
    {
        return array_map([self::class, 'plain'], array_values($this->getArrayCopy()));
    }

    private static function plain(mixed $item): mixed
    {
        return is_object($item) && method_exists($item, 'toArray') ? $item->toArray() : $item;
    }
}
