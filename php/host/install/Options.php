<?php

declare(strict_types=1);

namespace Host\Install;

/** The options of the command line. */
final class Options
{
    private const NAMES = [
        'admin-password', 'client-password', 'data', 'db', 'modules', 'registrar', 'root', 'system-url',
    ];

    /** @param array<string, string> $values */
    private function __construct(private array $values)
    {
    }

    /** @param list<string> $arguments `--name value` or `--name=value` */
    public static function parse(array $arguments): self
    {
        $values = [];
        while ($arguments !== []) {
            [$name, $value] = explode('=', (string) array_shift($arguments), 2) + [1 => null];
            if (!str_starts_with($name, '--') || !in_array(substr($name, 2), self::NAMES, true)) {
                throw new InstallError("unknown option {$name}; --help lists them");
            }
            $value ??= array_shift($arguments) ?? throw new InstallError("{$name} needs a value");
            $values[substr($name, 2)] = $value;
        }
        isset($values['root']) || throw new InstallError('--root is missing: name the web root to create');
        return new self($values);
    }

    public function get(string $name): ?string
    {
        return $this->values[$name] ?? null;
    }

    public function root(): string
    {
        return self::absolute($this->values['root']);
    }

    public static function absolute(string $path): string
    {
        $absolute = str_starts_with($path, '/') ? $path : getcwd() . '/' . $path;
        return rtrim($absolute, '/');
    }
}
