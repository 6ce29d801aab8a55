<?php

declare(strict_types=1);

namespace Host\Boot;

/**
 * Finds `Host\...` and `WHMCS\...` under vendor/, and `WHMCS\Module\<Type>\<Name>\...` in the
 * lib folder of the module (contract, section 0).
 */
final class ClassLoader
{
    private const PREFIXES = ['Host\\' => 'vendor/host/', 'WHMCS\\' => 'vendor/whmcs/'];

    private const MODULE_FOLDERS = [
        'Addon' => 'addons',
        'Fraud' => 'fraud',
        'Gateway' => 'gateways',
        'Registrar' => 'registrars',
        'Report' => 'reports',
        'Server' => 'servers',
        'Widget' => 'widgets',
    ];

    public function __construct(private string $rootDir)
    {
    }

    public function register(): void
    {
        spl_autoload_register([$this, 'load']);
    }

    public function load(string $class): void
    {
        $file = $this->ownFile($class) ?? $this->moduleFile($class);
        if ($file !== null) {
            require_once $file;
        }
    }

    private function ownFile(string $class): ?string
    {
        foreach (self::PREFIXES as $prefix => $folder) {
            if (str_starts_with($class, $prefix)) {
                $rest = substr($class, strlen($prefix));
                return $this->existing($folder . str_replace('\\', '/', $rest) . '.php');
            }
        }
        return null;
    }

    private function moduleFile(string $class): ?string
    {
        if (!preg_match('/^WHMCS\\\\Module\\\\(\w+)\\\\(\w+)\\\\([\w\\\\]+)$/', $class, $parts)) {
            return null;
        }
        $typeFolder = self::MODULE_FOLDERS[$parts[1]] ?? null;
        $name = $typeFolder === null ? null : $this->moduleFolder($typeFolder, $parts[2]);
        if ($name === null) {
            return null;
        }
        $file = str_replace('\\', '/', $parts[3]) . '.php';
        return $this->existing("modules/{$typeFolder}/{$name}/lib/{$file}");
    }

    /** `SampleAddonModule` is the folder `sample_addon_module`: case and underscores do not count. */
    private function moduleFolder(string $typeFolder, string $name): ?string
    {
        $wanted = strtolower(str_replace('_', '', $name));
        foreach (glob("{$this->rootDir}/modules/{$typeFolder}/*", GLOB_ONLYDIR) ?: [] as $path) {
            if (strtolower(str_replace('_', '', basename($path))) === $wanted) {
                return basename($path);
            }
        }
        return null;
    }

    private function existing(string $relative): ?string
    {
        $file = $this->rootDir . '/' . $relative;
        return is_file($file) ? $file : null;
    }
}
