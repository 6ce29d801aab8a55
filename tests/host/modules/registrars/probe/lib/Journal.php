<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Probe;

/** Notes what the host does, for the tests to read. */
final class Journal
{
    public static function note(string $name, array $data, ?string $file = null): void
    {
        $file ??= getregistrarconfigoptions('probe')['Journal'];
        $types = array_map('get_debug_type', $data);
        $domainObject = $data['original']['domainObj'] ?? null;
        $data['domainObjName'] = $domainObject?->getDomain();
        $line = json_encode(['name' => $name, 'data' => $data, 'types' => $types], JSON_THROW_ON_ERROR);
        file_put_contents($file, $line . "\n", FILE_APPEND);
    }

    /** @return mixed what a test wants to be answered under this key, null when it did not say */
    public static function answer(string $key): mixed
    {
        $file = getregistrarconfigoptions('probe')['Journal'] . '.answers';
        return is_file($file) ? json_decode((string) file_get_contents($file), true)[$key] ?? null : null;
    }
}
