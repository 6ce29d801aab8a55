--TEST--
A forked child makes its own connection, the parent keeps its own, and both end cleanly
--EXTENSIONS--
ispbridge
--FILE--
<?php
require __DIR__ . '/server.inc';
echo run_against(answering_server(), __DIR__ . '/fork.inc');
?>
--EXPECT--
threads before the first call: 1
parent: connection 1
parent: connection 1
child: connection 2
child: connection 2
child ended with 0
parent: connection 1
