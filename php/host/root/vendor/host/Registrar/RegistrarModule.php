<?php

declare(strict_types=1);

namespace Host\Registrar;

use WHMCS\Config\Setting;

/** A registrar module on disk: modules/registrars/NAME/NAME.php with functions NAME_*. */
final class RegistrarModule
{
    private const NAME = '/^[a-z][a-z0-9]*$/';

    private function __construct(public readonly string $name)
    {
    }

    /** @return self|null null when there is no such module */
    public static function find(string $name): ?self
    {
        return preg_match(self::NAME, $name) && is_file(self::fileOf($name)) ? new self($name) : null;
    }

    /** @return list<self> in alphabetical order */
    public static function all(): array
    {
        $folders = glob(ROOTDIR . '/modules/registrars/*', GLOB_ONLYDIR) ?: [];
        return array_values(array_filter(array_map(
            static fn (string $folder): ?self => self::find(basename($folder)),
            $folders
        )));
    }

    public function has(string $suffix): bool
    {
        require_once self::fileOf($this->name);
        return function_exists("{$this->name}_{$suffix}");
    }

    /**
     * Calls a function of the module. Not to be asked for what has() denies.
     *
     * @param array<string, mixed> $params
     */
    public function call(string $suffix, array $params): mixed
    {
        require_once self::fileOf($this->name);
        return ("{$this->name}_{$suffix}")($params);
    }

    /** @return array<string, mixed> getConfigArray, called also before the module is active */
    public function configArray(): array
    {
        $params = Settings::of($this->name) + ['whmcsVersion' => Setting::getValue('Version')];
        return $this->has('getConfigArray') ? (array) $this->call('getConfigArray', $params) : [];
    }

    /** @return array<string, mixed> */
    public function metaData(): array
    {
        return $this->has('MetaData') ? (array) $this->call('MetaData', []) : [];
    }

    /** @return string|null path of the logo from the web root */
    public function logo(): ?string
    {
        foreach (['png', 'gif'] as $type) {
            $path = "modules/registrars/{$this->name}/logo.{$type}";
            if (is_file(ROOTDIR . '/' . $path)) {
                return $path;
            }
        }
        return null;
    }

    private static function fileOf(string $name): string
    {
        return ROOTDIR . "/modules/registrars/{$name}/{$name}.php";
    }
}
