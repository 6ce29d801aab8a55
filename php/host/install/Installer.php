<?php

declare(strict_types=1);

namespace Host\Install;

use Host\Boot\Configuration;
use Host\Boot\Database;
use PDOException;
use WHMCS\Database\Capsule;

/** Creates or refreshes one web root. */
final class Installer
{
    private const ROOT_FOLDERS = [
        '', '/includes/hooks', '/modules/addons', '/modules/registrars', '/modules/servers', '/modules/widgets',
    ];

    private const DATA_FOLDERS = ['', '/sessions', '/templates_c'];

    private string $root;
    private string $data;

    public function __construct(private Options $options)
    {
        $this->root = $options->root();
        $this->data = Options::absolute($options->get('data') ?? $this->root . '.data');
    }

    /** @return list<string> lines for the person at the keyboard */
    public function run(): array
    {
        if ($this->options->get('db') !== null) {
            ConfigurationFile::database((string) $this->options->get('db'));
        }
        Prerequisites::check('sqlite');
        $files = $this->copyCode();
        $configuration = (new ConfigurationFile($this->root))->write($this->options->get('db'), $this->data);
        Prerequisites::check($configuration['db_driver']);
        $this->connect();
        Schema::ensure();
        $seed = new Seed($this->options);
        $seed->run($this->registrar());
        return ["{$files} files in {$this->root}, database {$configuration['db_driver']}", ...$seed->credentials()];
    }

    private function copyCode(): int
    {
        array_map(fn (string $folder) => CodeCopy::folder($this->root . $folder), self::ROOT_FOLDERS);
        array_map(fn (string $folder) => CodeCopy::folder($this->data . $folder, 0700), self::DATA_FOLDERS);
        $copy = new CodeCopy($this->root);
        $copy->add(dirname(__DIR__) . '/root');
        if ($this->options->get('modules') !== null) {
            $copy->add(Options::absolute((string) $this->options->get('modules')), 'modules/');
        }
        return $copy->run();
    }

    private function connect(): void
    {
        require_once "{$this->root}/vendor/autoload.php";
        Configuration::load("{$this->root}/configuration.php");
        if (Configuration::text('db_driver') === 'sqlite') {
            self::createFile(Configuration::text('db_name'));
        }
        try {
            Database::connect();
            Capsule::connection()->getPdo();
        } catch (PDOException $error) {
            throw new InstallError("cannot open the database: {$error->getMessage()}", 0, $error);
        }
    }

    private static function createFile(string $file): void
    {
        if (!is_file($file)) {
            @touch($file) || throw new InstallError("cannot create the database file {$file}");
            chmod($file, 0600);
        }
    }

    /** @return string the module asked for, else the only one that is there */
    private function registrar(): string
    {
        $names = array_map('basename', glob("{$this->root}/modules/registrars/*", GLOB_ONLYDIR) ?: []);
        return $this->options->get('registrar') ?? (count($names) === 1 ? $names[0] : '');
    }
}
