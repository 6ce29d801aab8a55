--TEST--
callMany: keys and order kept, each failure an exception in its place, nothing sent after a lock
--EXTENSIONS--
ispbridge
--FILE--
<?php
require __DIR__ . '/server.inc';
$url = answering_server(static function (array $form): string {
    preg_match('/^DOMAIN=(.*)$/m', $form['s_command'], $match);
    $code = $match[1] === 'locked.com' ? 425 : 200;
    return "[RESPONSE]\nCODE=$code\nDESCRIPTION=$match[1]\n" . ($match[1] === 'cut.com' ? '' : "EOF\n");
});
echo run_against($url, __DIR__ . '/call_many.inc');
?>
--EXPECT--
-- keys and order
'b' => 200 b.com
7 => 200 seven.com
'a' => 200 a.com
12 => 200 twelve.com
-- a bad item fails in its place
'good' => 200 good.com
'no name' => Ispbridge\Exception\Exception ispapi.encode.missing_command  line 22
'no array' => Ispbridge\Exception\Exception   line 22
'object' => Ispbridge\Exception\Exception   line 22
'bytes' => Ispbridge\Exception\Exception ispapi.encode.control_character  line 22
'cut' => Ispbridge\Exception\MalformedResponseException ispapi.malformed.no_end StatusDomain line 22
-- after 425 nothing more is sent
0 => 200 one.com
1 => 425 locked.com
2 => Ispbridge\Exception\TransportException ispapi.rate_limited StatusDomain line 25
3 => Ispbridge\Exception\TransportException ispapi.rate_limited StatusDomain line 25
-- many
bool(true)
bool(true)
threads left: 0
-- nothing
array(0) {
}
the concurrency must be from 1 to 32
the concurrency must be from 1 to 32
the concurrency must be from 1 to 32
call_many.inc callMany
