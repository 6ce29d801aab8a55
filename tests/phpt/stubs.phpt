--TEST--
The stubs say what the extension has, no more and no less
--EXTENSIONS--
ispbridge
--FILE--
<?php
require __DIR__ . '/signatures.inc';
$loaded = signatures(new ReflectionExtension('ispbridge'));
$stubs = json_decode(shell_exec(getenv('TEST_PHP_EXECUTABLE') . ' ' . escapeshellarg(__DIR__ . '/stubs.inc')));
var_dump(count($loaded) > 10, array_diff($loaded, $stubs), array_diff($stubs, $loaded));
?>
--EXPECT--
bool(true)
array(0) {
}
array(0) {
}
