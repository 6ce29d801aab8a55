--TEST--
Settings belong to the system: a script cannot move the endpoint, and nonsense in php.ini is named
--EXTENSIONS--
ispbridge
--INI--
ispbridge.read_timeout=soon
--FILE--
<?php
var_dump(@ini_set('ispbridge.ispapi_live_url', 'http://127.0.0.1/'));
var_dump(ini_get('ispbridge.ispapi_live_url'));
try {
    new Ispbridge\Ispapi\Client(['login' => 'shop', 'password' => 'x']);
} catch (Ispbridge\Exception\ConfigurationException $e) {
    echo $e->getMessage(), "\n", $e->getReason(), "\n";
}
?>
--EXPECT--
bool(false)
string(35) "https://api.ispapi.net/api/call.cgi"
ispbridge.read_timeout must be a number of seconds from 0.001 to 3600
ispapi.config.bad_setting
