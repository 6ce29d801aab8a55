<?php

declare(strict_types=1);

namespace WHMCS\Domains;

/**
 * A domain name, split at its first dot: `example.co.uk` has the second level `example` and the TLD `co.uk`.
 */
class Domain
{
    private string $secondLevel;
    private string $topLevel;

    /** @param string|null $topLevel null when $domain is a whole name */
    public function __construct(string $domain, ?string $topLevel = null)
    {
        $whole = $topLevel === null ? $domain : $domain . '.' . ltrim($topLevel, '.');
        [$this->secondLevel, $this->topLevel] = explode('.', mb_strtolower(trim($whole)), 2) + [1 => ''];
    }

    public function getDomain(): string
    {
        return self::join($this->secondLevel, $this->topLevel);
    }

    public function getSecondLevel(): string
    {
        return $this->secondLevel;
    }

    public function getTopLevel(): string
    {
        return $this->topLevel;
    }

    public function getTLD(): string
    {
        return $this->topLevel;
    }

    public function getDotTopLevel(): string
    {
        return '.' . $this->topLevel;
    }

    public function getLastTLDSegment(): string
    {
        return (string) substr((string) strrchr($this->getDotTopLevel(), '.'), 1);
    }

    public function isIdn(): bool
    {
        return $this->toPunycode() !== $this->toUnicode();
    }

    public function toPunycode(): string
    {
        return self::join($this->getPunycodeSecondLevel(), self::ascii($this->topLevel));
    }

    public function toUnicode(): string
    {
        return self::join($this->getUnicodeSecondLevel(), self::unicode($this->topLevel));
    }

    public function getPunycodeSecondLevel(): string
    {
        return self::ascii($this->secondLevel);
    }

    public function getPunycodeTopLevel(): string
    {
        return self::ascii($this->topLevel);
    }

    public function getUnicodeSecondLevel(): string
    {
        return self::unicode($this->secondLevel);
    }

    private static function join(string $secondLevel, string $topLevel): string
    {
        return $topLevel === '' ? $secondLevel : $secondLevel . '.' . $topLevel;
    }

    private static function ascii(string $label): string
    {
        $ascii = $label === '' ? '' : idn_to_ascii($label, IDNA_NONTRANSITIONAL_TO_ASCII, INTL_IDNA_VARIANT_UTS46);
        return $ascii === false ? $label : $ascii;
    }

    private static function unicode(string $label): string
    {
        $text = $label === '' ? '' : idn_to_utf8($label, IDNA_NONTRANSITIONAL_TO_UNICODE, INTL_IDNA_VARIANT_UTS46);
        return $text === false ? $label : $text;
    }
}
