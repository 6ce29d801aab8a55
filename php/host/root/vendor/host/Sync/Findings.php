<?php

declare(strict_types=1);

namespace Host\Sync;

use DateTimeInterface;
use Host\Registrar\Domains;
use Host\Registrar\Result;

/** What a Sync or TransferSync answered, read strictly: an error wins over everything (contract, section 1.8). */
final class Findings
{
    /** A text for the report; empty when the answer can be used. */
    public readonly string $error;

    /** @var string|null `Y-m-d`; null when the registrar named no date */
    public readonly ?string $expiry;

    /** @var array<mixed> */
    private array $fields;

    public function __construct(Result $result)
    {
        $this->fields = $result->fields();
        $date = self::text($this->fields['expirydate'] ?? '');
        $this->expiry = Domains::isDate($date) ? $date : null;
        $this->error = match (true) {
            !$result->isSuccess() => $result->error,
            $date !== '' && $this->expiry === null => "“{$date}” is no date of the form 2030-01-31",
            $this->says('completed') && $this->says('failed') => 'the transfer is said to be completed and failed',
            default => '',
        };
    }

    public function says(string $key): bool
    {
        return !empty($this->fields[$key]);
    }

    /** @return string why a transfer failed */
    public function reason(): string
    {
        $reason = $this->fields['reason'] ?? '';
        return is_string($reason) && $reason !== '' ? $reason : 'the registrar gives no reason';
    }

    /** A module may hand over a Carbon object; an empty date of the database is none. */
    private static function text(mixed $date): string
    {
        $text = $date instanceof DateTimeInterface ? $date->format('Y-m-d') : $date;
        $text = is_scalar($text) ? trim((string) $text) : '';
        return $text === '0000-00-00' ? '' : $text;
    }
}
