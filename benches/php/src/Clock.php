<?php

declare(strict_types=1);

namespace Ispbridge\Bench;

/** Takes the time of contenders in turn, so that what disturbs one disturbs the others. */
final class Clock
{
    /** The seconds that one call takes; what it returns is freed outside of them. */
    public static function seconds(callable $work): float
    {
        $start = hrtime(true);
        $result = $work();
        $seconds = (hrtime(true) - $start) / 1e9;
        unset($result);
        return $seconds;
    }

    /**
     * The mean seconds of each contender's call. They take turns call by call.
     *
     * @param array<string, callable> $contenders
     * @return array<string, float>
     */
    public static function turns(array $contenders, int $turns): array
    {
        $sums = array_fill_keys(array_keys($contenders), 0.0);
        for ($turn = 0; $turn < $turns; $turn++) {
            foreach ($contenders as $name => $work) {
                $sums[$name] += self::seconds($work);
            }
        }
        return array_map(static fn(float $sum): float => $sum / $turns, $sums);
    }
}
