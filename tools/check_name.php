<?php

/**
 * Asks the registrar through the engine whether a name is free: check_name.php NAME, login and password from the environment.
 * Prints the cell of CheckDomains, such as "210 Available".
 */

declare(strict_types=1);

if (PHP_SAPI !== 'cli') {
    exit(1);
}

$client = new Ispbridge\Ispapi\Client([
    'login' => (string) getenv('ISPBRIDGE_LOGIN'),
    'password' => (string) getenv('ISPBRIDGE_PASSWORD'),
]);
$answer = $client->call(['COMMAND' => 'CheckDomains', 'DOMAIN' => [$argv[1] ?? '']]);
echo $answer['PROPERTY']['DOMAINCHECK'][0] ?? "{$answer['CODE']} {$answer['DESCRIPTION']}", "\n";
