<?php

declare(strict_types=1);

namespace Host\Crypt;

/** Symmetric encryption of stored settings and passwords; the key comes from configuration.php. */
final class Cipher
{
    private string $key;

    public function __construct(string $hash)
    {
        $this->key = sodium_crypto_generichash($hash, '', SODIUM_CRYPTO_SECRETBOX_KEYBYTES);
    }

    /** @param string|null $hash another key than that of the installation; modules sometimes pass it */
    public static function ofInstallation(?string $hash = null): self
    {
        return new self($hash ?? (string) $GLOBALS['cc_encryption_hash']);
    }

    public function encrypt(string $plain): string
    {
        $nonce = random_bytes(SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return base64_encode($nonce . sodium_crypto_secretbox($plain, $nonce, $this->key));
    }

    /** @return string the plain text; empty when the text was not encrypted with this key */
    public function decrypt(string $encrypted): string
    {
        $bytes = (string) base64_decode($encrypted, true);
        if (strlen($bytes) < SODIUM_CRYPTO_SECRETBOX_NONCEBYTES + SODIUM_CRYPTO_SECRETBOX_MACBYTES) {
            return '';
        }
        $nonce = substr($bytes, 0, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        $box = substr($bytes, SODIUM_CRYPTO_SECRETBOX_NONCEBYTES);
        return (string) sodium_crypto_secretbox_open($box, $nonce, $this->key);
    }
}
