<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Fields;

use WHMCS\Database\Capsule;

/**
 * What the shop sells through this registrar: the rows of its price list that name it. The others are no business of ours.
 */
final class Sold
{
    /** @var array<string, bool> extension with its dot, in lower case => whether it is ours */
    private readonly array $extensions;

    public function __construct()
    {
        $extensions = [];
        foreach (Capsule::table('tbldomainpricing')->get(['extension', 'autoreg']) as $row) {
            $extensions[mb_strtolower((string) $row->extension)] = $row->autoreg === 'ispapi';
        }
        $this->extensions = $extensions;
    }

    /** @return list<string> */
    public function tlds(): array
    {
        return array_map('strval', array_keys(array_filter($this->extensions)));
    }

    /** The extension that a domain is sold under, the longest that fits; null where it is not ours. */
    public function tldOf(string $domain): ?string
    {
        $rest = mb_strtolower($domain);
        while (($dot = strpos($rest, '.', 1)) !== false) {
            $rest = substr($rest, $dot);
            if (isset($this->extensions[$rest])) {
                return $this->extensions[$rest] ? $rest : null;
            }
        }
        return null;
    }
}
