<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Shape;

use Ispbridge\Whmcs\Lang;
use WHMCS\Module\Registrar\Ispapi\LastCommand;

/**
 * `success` or `error` of a command: what came of it goes to the activity log and to the domain's page. It is what the engine
 * tells, or else the sentence of the command.
 */
final class Command extends Shape
{
    /**
     * @param array{message?: array{key: string, values: array<string, string>, text: string}} $value
     * @return array{success: true}
     */
    public function done(array $value): array
    {
        $lang = Lang::ofShop();
        $sentence = isset($value['message'])
            ? $lang->message($value['message'])
            : $lang->text("command.{$this->verb}", ['domain' => $this->domain()]);
        logActivity(MetaData::NAME . ": {$sentence}", (int) ($this->params['userid'] ?? 0));
        $this->keep($sentence, false);
        return ['success' => true];
    }

    /** @return array{error: string} */
    public function failed(string $sentence): array
    {
        $this->keep($sentence, true);
        return parent::failed($sentence);
    }

    private function keep(string $sentence, bool $isFailure): void
    {
        LastCommand::keep((int) ($this->params['domainid'] ?? 0), $sentence, $isFailure);
    }
}
