<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

/**
 * Settings as WHMCS hands them over, made plain.
 */
final class Settings
{
    /**
     * The parameters with each setting in the form that the engine knows.
     *
     * @param array<string, mixed> $params
     * @return array<string, mixed>
     */
    public static function settled(array $params): array
    {
        $params['IRTP'] = self::irtp((string) ($params['IRTP'] ?? ''));
        if (preg_match('/^\*+$/', (string) ($params['Password'] ?? '')) === 1) {
            $params['Password'] = self::storedPassword() ?? $params['Password'];
        }
        return $params;
    }

    /**
     * How a change of owner is confirmed: `da` or `api`. Modules of the 5.x series stored the whole text of the option and
     * told the first by the words "Designated Agent" (facts, ispapi-registrar 2.1); such a row means the same here.
     */
    public static function irtp(string $stored): string
    {
        $isAgent = in_array($stored, ['', 'da'], true) || stripos($stored, 'Designated Agent') !== false;
        return $isAgent ? 'da' : 'api';
    }

    /** Whether a setting is ticked: WHMCS stores `on`, and the engine takes these too. */
    public static function isOn(mixed $stored): bool
    {
        return is_scalar($stored) && in_array(strtolower((string) $stored), ['1', 'on', 'true', 'yes'], true);
    }

    /**
     * The settings as they are stored, for what WHMCS does not hand them to.
     *
     * @return array<string, mixed>
     */
    public static function stored(): array
    {
        if (!function_exists('getregistrarconfigoptions')) {
            require_once ROOTDIR . '/includes/registrarfunctions.php';
        }
        return getregistrarconfigoptions('ispapi');
    }

    /**
     * Whose orders these settings make, as the engine writes it into the journal.
     *
     * @param array<string, mixed> $settings
     */
    public static function scope(array $settings): string
    {
        return 'ispapi|' . (self::isOn($settings['TestMode'] ?? '') ? 'ote' : 'live') . '|' . ($settings['Username'] ?? '');
    }

    /** The settings page shows a stored password as asterisks and may submit them; they mean "as it was". */
    private static function storedPassword(): ?string
    {
        return self::stored()['Password'] ?? null;
    }
}
