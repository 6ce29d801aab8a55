<?php

declare(strict_types=1);

namespace WHMCS;

use WHMCS\Database\Capsule;

/** Texts kept for a while, by name. Callers serialise their data themselves. */
class TransientData
{
    private static ?self $instance = null;

    public static function getInstance(): self
    {
        return self::$instance ??= new self();
    }

    /** @param int $lifetime in seconds */
    public function store(string $name, string $data, int $lifetime = 300): bool
    {
        $expires = Carbon::now()->addSeconds($lifetime)->getTimestamp();
        return Capsule::table('tbltransientdata')
            ->updateOrInsert(['name' => $name], ['data' => $data, 'expires' => $expires]);
    }

    /** @return string|null the text, null when it is missing or too old */
    public function retrieve(string $name): ?string
    {
        $data = Capsule::table('tbltransientdata')
            ->where('name', $name)
            ->where('expires', '>', Carbon::now()->getTimestamp())
            ->value('data');
        return $data === null ? null : (string) $data;
    }

    public function delete(string $name): bool
    {
        return Capsule::table('tbltransientdata')->where('name', $name)->delete() > 0;
    }
}
