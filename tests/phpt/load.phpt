--TEST--
The extension loads, says its version and starts nothing
--EXTENSIONS--
ispbridge
--FILE--
<?php
var_dump(extension_loaded('ispbridge'));
var_dump(Ispbridge\VERSION === phpversion('ispbridge'));
var_dump(preg_match('/^\d+\.\d+\.\d+$/', Ispbridge\VERSION));
// Rule: no thread before the first call.
var_dump(count(glob('/proc/self/task/*')));
?>
--EXPECT--
bool(true)
bool(true)
int(1)
int(1)
