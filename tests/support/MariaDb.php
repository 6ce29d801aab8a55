<?php

declare(strict_types=1);

namespace Tests\Support;

use RuntimeException;

/** A private MariaDB in a temporary folder, reachable by its socket only. It has an empty database `test`. */
final class MariaDb
{
    public readonly string $socket;
    private static ?self $shared = null;
    private string $folder;

    /** @var resource */
    private $server;

    public function __construct()
    {
        $this->folder = sys_get_temp_dir() . '/test-maria-' . bin2hex(random_bytes(6));
        $this->socket = $this->folder . '/s';
        mkdir($this->folder, 0755);
        $user = posix_getuid() === 0 ? 'mysql' : posix_getpwuid(posix_getuid())['name'];
        posix_getuid() === 0 && chown($this->folder, $user);
        $this->run("mariadb-install-db --user={$user} --datadir={$this->folder}/data --force --skip-test-db"
            . ' --auth-root-authentication-method=normal');
        $this->start($user);
        $this->run("mariadb --socket={$this->socket} --user=root -e 'CREATE DATABASE test'");
    }

    /** The one of this PHP process: starting one takes a second. It ends with the process. */
    public static function shared(): self
    {
        if (self::$shared === null) {
            self::$shared = new self();
            register_shutdown_function(self::$shared->stop(...));
        }
        return self::$shared;
    }

    /** Makes another database, and gives the socket. */
    public function create(string $name): string
    {
        $this->run("mariadb --socket={$this->socket} --user=root -e 'CREATE DATABASE {$name}'");
        return $this->socket;
    }

    /** Whether the tests are to go without it, on a machine that has none. Where nobody says so, its lack is a failure. */
    public static function isWaived(): bool
    {
        return getenv('ISPBRIDGE_WITHOUT_MARIADB') === '1';
    }

    public function stop(): void
    {
        proc_terminate($this->server);
        proc_close($this->server);
        exec('rm -rf ' . escapeshellarg($this->folder));
    }

    private function start(string $user): void
    {
        $log = ['file', $this->folder . '/log', 'a'];
        $command = [
            '/usr/sbin/mariadbd', '--no-defaults', "--user={$user}", "--datadir={$this->folder}/data",
            "--socket={$this->socket}", '--skip-networking', '--innodb-buffer-pool-size=64M',
            '--innodb-flush-method=nosync', '--innodb-flush-log-at-trx-commit=0', // it need not survive the machine
        ];
        $this->server = proc_open($command, [['file', '/dev/null', 'r'], $log, $log], $pipes);
        $deadline = microtime(true) + 30;
        while (@stream_socket_client("unix://{$this->socket}") === false) {
            if (microtime(true) > $deadline || !proc_get_status($this->server)['running']) {
                throw new RuntimeException((string) file_get_contents($this->folder . '/log'));
            }
            usleep(20000); // The socket appears when the server is ready; asking without a pause would slow it down.
        }
    }

    private function run(string $command): void
    {
        exec($command . ' 2>&1', $output, $code);
        if ($code !== 0) {
            throw new RuntimeException(implode("\n", $output));
        }
    }
}
