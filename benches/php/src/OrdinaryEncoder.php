<?php

declare(strict_types=1);

namespace Ispbridge\Bench;

/** A command's encoder as plain PHP writes it: arrays flattened one level, keys upper-cased, line breaks taken out of values. */
final class OrdinaryEncoder
{
    /** @param array<string, scalar|null|array<int|string, scalar|null>> $command */
    public static function encode(array $command): string
    {
        $lines = [];
        foreach (self::flat($command) as $key => $value) {
            $lines[] = $key . '=' . preg_replace('/[\r\n]/', '', $value);
        }
        return implode("\n", $lines);
    }

    /**
     * @param array<string, scalar|null|array<int|string, scalar|null>> $command
     * @return array<string, string>
     */
    private static function flat(array $command): array
    {
        $flat = [];
        foreach ($command as $key => $value) {
            $key = strtoupper($key);
            if (is_array($value)) {
                foreach ($value as $part => $element) {
                    $flat[strtoupper($key . $part)] = (string) $element;
                }
            } elseif ($value !== null) {
                $flat[$key] = (string) $value;
            }
        }
        return $flat;
    }
}
