<?php

declare(strict_types=1);

namespace Tests\Host\Support;

use PDO;
use RuntimeException;

/** A freshly installed host in a temporary folder, served by `php -S` on a free port of loopback. */
final class TestHost
{
    public const ADMIN_PASSWORD = 'admin pass';
    public const CLIENT_PASSWORD = 'client pass';

    public readonly string $root;
    public readonly string $url;
    private readonly string $folder;

    /** @var resource */
    private $server;

    /** What `--db` names; empty for the SQLite file of the installer's choice. */
    private readonly string $database;

    /** @param list<string> $options more options of the installer */
    public function __construct(array $options = [])
    {
        $place = array_search('--db', $options, true);
        $this->database = $place === false ? '' : $options[$place + 1];
        $this->folder = sys_get_temp_dir() . '/host-test-' . bin2hex(random_bytes(6));
        mkdir($this->folder, 0700);
        $this->root = $this->folder . '/web';
        $port = self::freePort();
        $this->url = "http://127.0.0.1:{$port}/";
        $this->install($options);
        $this->serve($port);
    }

    public static function repository(): string
    {
        return dirname(__DIR__, 3);
    }

    /**
     * Runs the installer without starting anything.
     *
     * @param list<string> $arguments
     * @return array{code: int, output: string}
     */
    public static function runInstaller(array $arguments): array
    {
        return self::execute(array_merge([PHP_BINARY, self::repository() . '/php/host/install.php'], $arguments));
    }

    /** @param list<string> $options */
    public function install(array $options = []): void
    {
        $result = self::runInstaller(array_merge([
            '--root', $this->root,
            '--modules', self::repository() . '/tests/host/modules',
            '--registrar', 'probe',
            '--admin-password', self::ADMIN_PASSWORD,
            '--client-password', self::CLIENT_PASSWORD,
            '--system-url', $this->url,
        ], $options));
        if ($result['code'] !== 0) {
            throw new RuntimeException($result['output']);
        }
    }

    /** Runs PHP code on the command line, as a script of a module would: init.php first. */
    public function cli(string $code, string $clock = ''): string
    {
        $script = 'require ' . var_export($this->root . '/init.php', true) . '; ' . $code;
        $environment = $clock === '' ? [] : ['HOST_CLOCK' => $clock];
        return self::execute([PHP_BINARY, '-d', 'display_errors=1', '-r', $script], $environment)['output'];
    }

    /**
     * Calls the cron as the system's cron does.
     *
     * @return string what it printed
     */
    public function cron(string $arguments, string $clock = ''): string
    {
        $command = [PHP_BINARY, '-q', '-d', 'display_errors=1', $this->root . '/crons/cron.php'];
        $words = array_filter(explode(' ', $arguments), 'strlen');
        return self::execute([...$command, ...$words], $clock === '' ? [] : ['HOST_CLOCK' => $clock])['output'];
    }

    /**
     * One action on a domain in a process of its own; end() it, or kill it at any moment.
     *
     * @param list<string> $arguments action, number of the domain, and what the action needs
     */
    public function act(array $arguments): Act
    {
        return new Act(array_merge([PHP_BINARY, self::repository() . '/php/host/act.php', $this->root], $arguments));
    }

    public function browser(): Browser
    {
        return new Browser($this->url);
    }

    public function adminBrowser(): Browser
    {
        $browser = $this->browser();
        $page = $browser->get('admin/login.php');
        $browser->submit($page, ['username' => 'admin', 'password' => self::ADMIN_PASSWORD]);
        return $browser;
    }

    public function clientBrowser(string $email = 'client@example.com'): Browser
    {
        $browser = $this->browser();
        $page = $browser->get('login.php');
        $browser->submit($page, ['username' => $email, 'password' => self::CLIENT_PASSWORD]);
        return $browser;
    }

    public function database(): PDO
    {
        $isMaria = str_starts_with($this->database, 'mysql:');
        $dsn = $isMaria ? strtr($this->database, [';socket=' => ';unix_socket=']) : "sqlite:{$this->root}.data/whmcs.sqlite";
        $database = new PDO($dsn, 'root');
        $database->setAttribute(PDO::ATTR_DEFAULT_FETCH_MODE, PDO::FETCH_ASSOC);
        return $database;
    }

    /** @return array<string, mixed> the first row */
    public function row(string $sql): array
    {
        return $this->database()->query($sql)->fetch() ?: [];
    }

    /**
     * Stores settings of a module without its form.
     *
     * @param array<string, string> $settings
     */
    public function activate(string $module, array $settings): void
    {
        $arguments = var_export($module, true) . ', ' . var_export($settings, true);
        $this->cli("Host\\Registrar\\Settings::save({$arguments});");
    }

    public function journal(): Journal
    {
        return new Journal($this->folder . '/journal');
    }

    /** What the server wrote: request lines, and PHP's complaints where there are any. */
    public function serverLog(): string
    {
        return (string) file_get_contents($this->folder . '/server.log');
    }

    public function stop(): void
    {
        posix_kill(-proc_get_status($this->server)['pid'], SIGTERM);
        proc_close($this->server);
        self::execute(['rm', '-rf', $this->folder]);
    }

    private function serve(int $port): void
    {
        $log = ['file', $this->folder . '/server.log', 'a'];
        $router = self::repository() . '/php/host/router.php';
        // A group of its own: the workers of `php -S` outlive their parent unless the whole group is ended.
        $command = ['setsid', PHP_BINARY, '-S', "127.0.0.1:{$port}", '-t', $this->root, $router];
        $environment = ['PHP_CLI_SERVER_WORKERS' => '3'] + getenv();
        $this->server = proc_open($command, [['file', '/dev/null', 'r'], $log, $log], $pipes, null, $environment);
        $this->awaitPort($port);
    }

    /** The kernel answers a connection as soon as the server listens; until then each try fails at once. */
    private function awaitPort(int $port): void
    {
        $deadline = microtime(true) + 10;
        while (($socket = @stream_socket_client("tcp://127.0.0.1:{$port}", $code, $error, 1)) === false) {
            if (microtime(true) > $deadline || !proc_get_status($this->server)['running']) {
                throw new RuntimeException("the server does not listen: {$error}\n" . $this->serverLog());
            }
        }
        fclose($socket);
    }

    private static function freePort(): int
    {
        $socket = stream_socket_server('tcp://127.0.0.1:0');
        $port = (int) substr((string) strrchr((string) stream_socket_get_name($socket, false), ':'), 1);
        fclose($socket);
        return $port;
    }

    /**
     * @param list<string> $command
     * @param array<string, string> $environment added to the current one
     * @return array{code: int, output: string}
     */
    private static function execute(array $command, array $environment = []): array
    {
        $pipes = [];
        $streams = [['file', '/dev/null', 'r'], ['pipe', 'w'], ['redirect', 1]];
        $process = proc_open($command, $streams, $pipes, null, $environment + getenv());
        $output = (string) stream_get_contents($pipes[1]);
        return ['code' => proc_close($process), 'output' => $output];
    }
}
