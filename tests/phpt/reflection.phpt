--TEST--
The names and signatures that tools rely on
--EXTENSIONS--
ispbridge
--FILE--
<?php
require __DIR__ . '/signatures.inc';
echo implode("\n", signatures(new ReflectionExtension('ispbridge'))), "\n";
?>
--EXPECT--
const Ispbridge\VERSION
function Ispbridge\Idn\to_ascii(string $name): string
function Ispbridge\Idn\to_unicode(string $name): string
function Ispbridge\Ispapi\encode_command(array $command): string
function Ispbridge\Ispapi\parse_response(string $raw): array
class Ispbridge\Exception\ApiException extends Ispbridge\Exception\Exception
class Ispbridge\Exception\ConfigurationException extends Ispbridge\Exception\Exception
class Ispbridge\Exception\Exception extends Exception
    final function getCommandName(): string
    final function getReason(): string
    final function isOutcomeUnknown(): bool
class Ispbridge\Exception\IdnException extends Ispbridge\Exception\Exception
class Ispbridge\Exception\InvalidNameException extends Ispbridge\Exception\Exception
class Ispbridge\Exception\MalformedResponseException extends Ispbridge\Exception\Exception
class Ispbridge\Exception\TimeoutException extends Ispbridge\Exception\TransportException
class Ispbridge\Exception\TransportException extends Ispbridge\Exception\Exception
final class Ispbridge\Ispapi\Client
    function __construct(array $config)
    function call(array $command): array
    function callMany(array $commands, int $concurrency = 8): array
    function session(): ?string
final class Ispbridge\Run
    function __construct(string $verb, array $params, array $context)
    function answer(mixed $answer = NULL): void
    function next(): ?array
    function outcome(): array
