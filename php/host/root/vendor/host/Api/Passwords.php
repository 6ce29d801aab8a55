<?php

declare(strict_types=1);

namespace Host\Api;

use Host\Crypt\Cipher;

/** EncryptPassword and DecryptPassword: in as `password2`, out as `password`. */
final class Passwords
{
    /**
     * @param array<string, mixed> $values
     * @return array<string, string>
     */
    public static function encrypt(array $values): array
    {
        return ['password' => Cipher::ofInstallation()->encrypt((string) ($values['password2'] ?? ''))];
    }

    /**
     * @param array<string, mixed> $values
     * @return array<string, string>
     */
    public static function decrypt(array $values): array
    {
        return ['password' => Cipher::ofInstallation()->decrypt((string) ($values['password2'] ?? ''))];
    }
}
