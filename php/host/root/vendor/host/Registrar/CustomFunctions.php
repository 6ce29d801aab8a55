<?php

declare(strict_types=1);

namespace Host\Registrar;

/** The module's own buttons on the admin domain page (contract, section 1.4: AdminCustomButtonArray). */
final class CustomFunctions
{
    private const BUTTONS = 'AdminCustomButtonArray';

    private Call $call;

    /** @param object $domain row of tbldomains */
    public function __construct(object $domain)
    {
        $this->call = new Call($domain);
    }

    /** @return array<string, string> label to suffix of the function */
    public function buttons(): array
    {
        $result = $this->call->supports(self::BUTTONS) ? $this->call->run(self::BUTTONS) : null;
        return $result?->isSuccess() ? array_filter($result->fields(), 'is_string') : [];
    }

    /** @return Result|null null when no button leads to this function */
    public function run(string $suffix): ?Result
    {
        return in_array($suffix, $this->buttons(), true) ? self::strict($this->call->run($suffix)) : null;
    }

    /** A text counts as failed unless it is exactly `success` (contract, section 1.3). */
    private static function strict(Result $result): Result
    {
        $text = $result->value;
        return is_string($text) && $text !== 'success' && $text !== ''
            ? new Result($result->params, $text, $result->functionExists, $text)
            : $result;
    }
}
