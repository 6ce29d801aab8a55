<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

use RuntimeException;
use WHMCS\Database\Capsule;
use WHMCS\Module\Registrar\Ispapi\Settings;

/**
 * The stored settings of a registrar module: rows, and their values in the clear by WHMCS' own commands.
 */
final class Stored
{
    /** @param array<string, \stdClass> $rows setting => row of tblregistrars */
    private function __construct(public readonly array $rows)
    {
    }

    public static function of(string $module): self
    {
        $rows = Capsule::table('tblregistrars')->where('registrar', $module)->orderByDesc('id')->get()->all();
        return new self(array_column($rows, null, 'setting'));
    }

    /** @return string empty where there is no such setting */
    public function plain(string $setting): string
    {
        $value = (string) ($this->rows[$setting]->value ?? '');
        return $value === '' ? '' : self::ask('DecryptPassword', $value);
    }

    public function isTicked(string $setting): bool
    {
        return Settings::isOn($this->plain($setting));
    }

    /** @throws RuntimeException where what was encrypted does not read back */
    public static function encrypted(string $plain): string
    {
        $value = self::ask('EncryptPassword', $plain);
        if ($plain !== '' && self::ask('DecryptPassword', $value) !== $plain) {
            throw new RuntimeException('WHMCS does not read back what it encrypted');
        }
        return $value;
    }

    /** @throws RuntimeException where WHMCS refuses */
    private static function ask(string $command, string $text): string
    {
        $answer = localAPI($command, ['password2' => $text]);
        return $answer['result'] === 'success' ? (string) $answer['password'] : throw new RuntimeException("{$command} failed");
    }
}
