--TEST--
Arrays go in and come out in their order; what cannot be sent is refused by its key
--EXTENSIONS--
ispbridge
--FILE--
<?php
use function Ispbridge\Ispapi\{encode_command, parse_response};

echo encode_command([
    'DOMAIN' => ['a.com', 'b.com'],
    'command' => 'CheckDomains',
    'LIMIT' => 5,
    'WIDE' => true,
    'NOTOTAL' => false,
    'GONE' => null,
    'EMPTY' => '',
    'PRICE' => 12.5,
    'OWNERCONTACT0' => ['FIRSTNAME' => "Zoë\r\nTRANSFERLOCK=0"],
]), "\n---\n";

foreach (
    [
        ['COMMAND' => 'X', 'A' => new stdClass()],
        ['COMMAND' => 'X', 'A' => [['deep']]],
        ['COMMAND' => 'X', 'A' => "nul\0"],
        ['COMMAND' => 'X', 'A' => "\xff"],
        ['COMMAND' => 'X', 'A=B' => '1'],
        ['COMMAND' => 'X', "\xff" => '1'],
        ['DOMAIN' => 'x.com'],
        [],
    ] as $command
) {
    try {
        encode_command($command);
        echo "accepted\n";
    } catch (Ispbridge\Exception\Exception $e) {
        echo get_class($e), ': ', $e->getMessage(), "\n";
    }
}
echo "---\n";
var_dump(parse_response("[RESPONSE]\nproperty[transfer status][0] = x\nproperty[n][2] = c\nPROPERTY[N][0] = %{i}\nCODE = 200\nDESCRIPTION = ok\nRUNTIME=0.1\nPENDING=1\nEOF\n"));
try {
    encode_command('text');
} catch (TypeError $e) {
    echo get_class($e), "\n";
}
?>
--EXPECT--
COMMAND=CheckDomains
DOMAIN0=a.com
DOMAIN1=b.com
LIMIT=5
WIDE=1
NOTOTAL=0
EMPTY=
PRICE=12.5
OWNERCONTACT0FIRSTNAME=ZoëTRANSFERLOCK=0
---
Ispbridge\Exception\Exception: A must not be an object
Ispbridge\Exception\Exception: parameter A0 must be a text, or a list or array of texts
Ispbridge\Exception\Exception: the value of A has a control character
Ispbridge\Exception\Exception: the value of A is not UTF-8
Ispbridge\Exception\Exception: parameter name "A=B" must be without "=", blanks and control characters
Ispbridge\Exception\Exception: parameter name "�" must be without "=", blanks and control characters
Ispbridge\Exception\Exception: COMMAND is missing
Ispbridge\Exception\Exception: COMMAND is missing
---
array(5) {
  ["CODE"]=>
  string(3) "200"
  ["DESCRIPTION"]=>
  string(2) "ok"
  ["PROPERTY"]=>
  array(2) {
    ["TRANSFERSTATUS"]=>
    array(1) {
      [0]=>
      string(1) "x"
    }
    ["N"]=>
    array(3) {
      [0]=>
      string(4) "%{i}"
      [1]=>
      string(0) ""
      [2]=>
      string(1) "c"
    }
  }
  ["RUNTIME"]=>
  string(3) "0.1"
  ["PENDING"]=>
  string(1) "1"
}
TypeError
