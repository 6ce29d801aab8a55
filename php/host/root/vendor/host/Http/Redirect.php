<?php

declare(strict_types=1);

namespace Host\Http;

/** Sends the visitor to another page of this host. */
final class Redirect
{
    private const OWN_PAGE = '/^[a-z]+\.php(\?[\w=&%.-]*)?$/';

    public static function to(string $page): never
    {
        header('Location: ' . $page, true, 303);
        exit;
    }

    /** @return string the page when it is one beside the current, else the fallback; never another site */
    public static function ownPage(string $page, string $fallback): string
    {
        return preg_match(self::OWN_PAGE, $page) ? $page : $fallback;
    }
}
