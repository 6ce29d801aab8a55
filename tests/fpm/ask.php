<?php

/**
 * One request of the smoke test: asks the registrar once through the engine and tells which child answered.
 *
 * Waits while the file of the query's `gate` exists, so that the test can hold one child and be sure that the other serves.
 */

declare(strict_types=1);

header('Content-Type: application/json');
parse_str((string) getenv('QUERY_STRING'), $query);
$client = new Ispbridge\Ispapi\Client([
    'login' => (string) getenv('ISPBRIDGE_LOGIN'),
    'password' => (string) getenv('ISPBRIDGE_PASSWORD'),
]);
$answer = $client->call(['COMMAND' => 'StatusAccount']);
if (isset($query['gate'])) {
    touch("{$query['gate']}.reached");
    for ($end = microtime(true) + 20; file_exists((string) $query['gate']) && microtime(true) < $end;) {
        usleep(5000);
        clearstatcache();
    }
}
echo json_encode(['pid' => getmypid(), 'code' => $answer['CODE']]);
