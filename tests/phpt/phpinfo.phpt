--TEST--
phpinfo() shows version, dialects, table dates and pool counters, and no secret
--EXTENSIONS--
ispbridge
--INI--
ispbridge.ca_file=/etc/ssl/certs/ca-certificates.crt
--FILE--
<?php
$client = new Ispbridge\Ispapi\Client(['login' => 'shop', 'password' => 'MARKER-s3cret']);
ob_start();
(new ReflectionExtension('ispbridge'))->info();
$info = ob_get_clean();
echo $info;
var_dump(str_contains($info, 'MARKER'));
?>
--EXPECTF--
ispbridge

Version => %d.%d.%d
Dialects => ispapi
Table %s => %d-%d-%d
%ATable messages => %d-%d-%d
%AConnections: clients => 0
Connections: requests => 0
Connections: failed before sending => 0
Connections: failed with unknown outcome => 0
Connections: kept back from a server that is down => 0
Connections: servers down => 0
ispbridge.ca_file => /etc/ssl/certs/ca-certificates.crt
ispbridge.connect_timeout => 10
ispbridge.ispapi_live_url => https://api.ispapi.net/api/call.cgi
ispbridge.ispapi_ote_url => https://api-ote.ispapi.net/api/call.cgi
ispbridge.log_personal_data => mask
ispbridge.max_response_bytes => 33554432
ispbridge.read_timeout => 30
ispbridge.write_timeout => 200
bool(false)
