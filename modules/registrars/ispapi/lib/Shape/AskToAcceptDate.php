<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Findings;

/**
 * The date that the question shows is the one that is accepted, whatever is found until the answer.
 */
final class AskToAcceptDate extends Ask
{
    protected const NOTHING = 'sync.no_date_waits';

    /** @return array{date: string, accepted_date: string}|null */
    protected function shown(int $domainId): ?array
    {
        $dates = array_column(Findings::ofShopDomain($domainId), 'value', 'kind');
        return isset($dates['earlier']) ? ['date' => $dates['earlier'], 'accepted_date' => $dates['earlier']] : null;
    }
}
