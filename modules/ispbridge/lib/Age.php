<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * How long ago something was, in words.
 */
final class Age
{
    public static function text(Lang $lang, int $seconds): string
    {
        [$unit, $length] = match (true) {
            $seconds < 2 * 3600 => ['minutes', 60],
            $seconds < 2 * 86400 => ['hours', 3600],
            default => ['days', 86400],
        };
        return $lang->text("journal.{$unit}", ['count' => (string) intdiv(max(0, $seconds), $length)]);
    }
}
