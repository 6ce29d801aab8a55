<?php

declare(strict_types=1);

namespace Host\Registrar;

use Locale;

/** A country by its ISO code, with what contact data derives from it. */
final class Region
{
    public readonly string $code;

    public function __construct(string $code)
    {
        $this->code = strtoupper(trim($code));
    }

    public function name(): string
    {
        return $this->code === '' ? '' : (string) Locale::getDisplayRegion('-' . $this->code, 'en');
    }

    /** @return array<string, string> code to name of every country, in the order of their names */
    public static function names(): array
    {
        $codes = array_keys(self::table('dial-codes.json'));
        $names = array_combine($codes, array_map(static fn (string $code): string => (new self($code))->name(), $codes));
        asort($names);
        return $names;
    }

    /** @return string without plus sign; empty when the country is unknown */
    public function dialCode(): string
    {
        return self::table('dial-codes.json')[$this->code] ?? '';
    }

    /** @return string `+CC.number`; a number typed in that form stays as it is */
    public function fullPhoneNumber(string $typed): string
    {
        if (preg_match('/^\+\d+\.\d+$/', $typed) || trim($typed) === '') {
            return $typed;
        }
        $digits = (string) preg_replace('/\D/', '', $typed);
        $dialCode = $this->dialCode();
        if (str_starts_with(trim($typed), '+') && str_starts_with($digits, $dialCode)) {
            $digits = substr($digits, strlen($dialCode));
        }
        return "+{$dialCode}.{$digits}";
    }

    /** @return string code of a state of the USA, for example TX; other texts stay as typed */
    public function stateCode(string $state): string
    {
        $code = $this->code === 'US' ? array_search($state, self::table('us-states.json'), true) : false;
        return $code === false ? $state : (string) $code;
    }

    public function stateName(string $state): string
    {
        $states = $this->code === 'US' ? self::table('us-states.json') : [];
        return $states[strtoupper($state)] ?? $state;
    }

    /** @return array<string, string> */
    private static function table(string $file): array
    {
        static $tables = [];
        return $tables[$file] ??= json_decode((string) file_get_contents(__DIR__ . '/' . $file), true);
    }
}
