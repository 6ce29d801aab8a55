--TEST--
Exceptions carry file, line, trace and facts, and can be subclassed
--EXTENSIONS--
ispbridge
--FILE--
<?php
use Ispbridge\Exception\{Exception, MalformedResponseException, TimeoutException, TransportException};

function parse(): array
{
    return Ispbridge\Ispapi\parse_response("[RESPONSE]\nCODE=200\n"); // line 6
}

try {
    parse();
} catch (MalformedResponseException $e) {
    var_dump(basename($e->getFile()), $e->getLine(), $e->getTrace()[1]['function']);
    var_dump($e->getMessage() !== '', $e->getReason(), $e->isOutcomeUnknown(), $e->getCommandName());
    var_dump($e instanceof Exception, $e instanceof \Exception, $e->getPrevious());
}
class Mine extends TimeoutException
{
}
try {
    throw new Mine('late', 7);
} catch (TransportException $e) {
    var_dump($e->getMessage(), $e->getCode(), $e->getReason(), $e->isOutcomeUnknown());
}
?>
--EXPECTF--
string(14) "exceptions.php"
int(6)
string(5) "parse"
bool(true)
string(%d) "ispapi.malformed%S"
bool(%s)
string(0) ""
bool(true)
bool(true)
NULL
string(4) "late"
int(7)
string(0) ""
bool(false)
