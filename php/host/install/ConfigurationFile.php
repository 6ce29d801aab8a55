<?php

declare(strict_types=1);

namespace Host\Install;

/** configuration.php of the web root: written once, kept afterwards. */
final class ConfigurationFile
{
    private const DSN_KEYS = [
        'dbname' => 'db_name',
        'host' => 'db_host',
        'password' => 'db_password',
        'port' => 'db_port',
        'socket' => 'db_socket',
        'user' => 'db_username',
    ];

    private string $file;

    public function __construct(string $root)
    {
        $this->file = "{$root}/configuration.php";
    }

    /**
     * Writes what is new; the encryption hash of an existing installation never changes.
     *
     * @return array<string, string> the variables
     */
    public function write(?string $database, string $dataDir): array
    {
        $old = is_file($this->file) ? $this->read() : [];
        $dsn = $database ?? (isset($old['db_driver']) ? null : "sqlite:{$dataDir}/whmcs.sqlite");
        $variables = ($dsn === null ? [] : self::database($dsn)) + $old + [
            'cc_encryption_hash' => bin2hex(random_bytes(32)),
            'customadminpath' => 'admin',
            'mysql_charset' => 'utf8mb4',
        ];
        $variables = ['host_data_dir' => $dataDir, 'templates_compiledir' => "{$dataDir}/templates_c"] + $variables;
        $this->save($variables);
        return $variables;
    }

    /** @return array<string, string> */
    public static function database(string $dsn): array
    {
        [$driver, $rest] = explode(':', $dsn, 2) + [1 => ''];
        $blank = array_fill_keys(array_values(self::DSN_KEYS), '');
        if ($driver === 'sqlite' && $rest !== '') {
            return ['db_driver' => 'sqlite', 'db_name' => Options::absolute($rest)] + $blank;
        }
        if ($driver === 'mysql') {
            return ['db_driver' => 'mysql'] + self::mysql($rest) + $blank;
        }
        throw new InstallError('--db must begin with sqlite:FILE or mysql:dbname=NAME;...');
    }

    /** @return array<string, string> */
    private static function mysql(string $rest): array
    {
        $variables = [];
        foreach (array_filter(explode(';', $rest)) as $pair) {
            [$key, $value] = explode('=', $pair, 2) + [1 => ''];
            $name = self::DSN_KEYS[$key] ?? throw new InstallError("--db mysql does not know {$key}");
            $variables[$name] = $value;
        }
        isset($variables['db_name']) || throw new InstallError('--db mysql needs dbname=NAME');
        return $variables;
    }

    /** @return array<string, string> */
    private function read(): array
    {
        return (static function (string $file): array {
            require $file;
            $variables = get_defined_vars();
            unset($variables['file']);
            return $variables;
        })($this->file);
    }

    /** @param array<string, string> $variables */
    private function save(array $variables): void
    {
        ksort($variables);
        $lines = ["<?php\n"];
        foreach ($variables as $name => $value) {
            $lines[] = "\${$name} = " . var_export($value, true) . ';';
        }
        @file_put_contents($this->file, implode("\n", $lines) . "\n")
            || throw new InstallError("cannot write {$this->file}");
        chmod($this->file, 0600);
    }
}
