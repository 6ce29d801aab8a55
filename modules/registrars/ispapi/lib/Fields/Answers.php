<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Fields;

use WHMCS\Domains\AdditionalFields;

/**
 * The answers of one domain in the cart. WHMCS numbers the fields in its forms; which field a number means only WHMCS knows, so
 * it is asked, and where it does not say, the answers are not judged here: they are when the order goes out.
 */
final class Answers
{
    /**
     * @param mixed $given number or name => value, as submitted or as the session keeps it
     * @return array<string, mixed>|null name => value; null where nothing can be said
     */
    public static function byName(mixed $given, string $tld, string $type): ?array
    {
        if (!is_array($given) || $given === []) {
            return null;
        }
        $numbers = array_filter(array_keys($given), 'is_int');
        $names = $numbers === [] ? [] : self::names($tld, $type);
        $answers = [];
        foreach ($given as $key => $value) {
            $name = is_int($key) ? $names[$key] ?? null : $key;
            if ($name === null) {
                return null;
            }
            $answers[$name] = $value;
        }
        return $answers;
    }

    /** @return array<int, string> the number of each field in WHMCS' forms => its name */
    private static function names(string $tld, string $type): array
    {
        if (!class_exists(AdditionalFields::class)) {
            return [];
        }
        $fields = new AdditionalFields();
        $fields->setDomainType($type);
        $names = [];
        foreach (self::numbered($fields, $tld) as $number => $field) {
            $names[$number] = is_array($field) ? $field['Name'] ?? null : $fields->getConfigValue($number, 'Name');
        }
        return array_filter($names, 'is_string');
    }

    /**
     * Public material does not say whether WHMCS wants the dot here.
     *
     * @return array<int, mixed>
     */
    private static function numbered(AdditionalFields $fields, string $tld): array
    {
        $fields->setTLD(ltrim($tld, '.'));
        $found = (array) $fields->getFields();
        if ($found === []) {
            $fields->setTLD($tld);
            $found = (array) $fields->getFields();
        }
        return $found;
    }
}
