--TEST--
A session is data in and out; one that the server forgot is renewed
--EXTENSIONS--
ispbridge
--FILE--
<?php
require __DIR__ . '/server.inc';
$url = answering_server(static function (array $form): string {
    static $logins = 0;
    if ($form['s_command'] === 'COMMAND=StartSession') {
        return "[RESPONSE]\nPROPERTY[SESSION][0]=session" . ++$logins . "\nCODE=200\nDESCRIPTION=ok\nEOF\n";
    }
    [$code, $text] = match ($form['s_session'] ?? '') {
        "session$logins" => [200, "in session $logins"],
        default => [530, 'SESSION NOT FOUND'],
    };
    return "[RESPONSE]\nCODE=$code\nDESCRIPTION=$text\nEOF\n";
});
echo run_against($url, __DIR__ . '/session.inc');
?>
--EXPECT--
NULL
string(12) "in session 1"
string(8) "session1"
string(12) "in session 2"
string(8) "session2"
string(9) "forgotten"
bool(false)
