<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Lang;
use WHMCS\Module\Registrar\Ispapi\LastCommand;

/**
 * `success` or `error` of a command whose success has something to tell: that goes to the activity log and to the domain's page.
 */
final class Command extends Shape
{
    /**
     * @param array{state: string, message: array{key: string, values: array<string, string>, text: string}} $value
     * @return array{success: true}
     */
    public function done(array $value): array
    {
        $sentence = Lang::ofShop()->message($value['message']);
        logActivity(MetaData::NAME . ": {$sentence}", (int) ($this->params['userid'] ?? 0));
        $this->keep($sentence, false);
        return ['success' => true];
    }

    /** @return array{error: string} */
    public function failed(string $sentence): array
    {
        $this->keep($sentence, true);
        return ['error' => $sentence];
    }

    private function keep(string $sentence, bool $isFailure): void
    {
        LastCommand::keep((int) ($this->params['domainid'] ?? 0), $sentence, $isFailure);
    }
}
