<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\HostTestCase;

/** The functions and classes that modules use, from a script on the command line. */
final class ApiTest extends HostTestCase
{
    /** What the domain class says of Bücher.co.uk. */
    private const PARTS = [
        'getDomain' => 'bücher.co.uk',
        'getSecondLevel' => 'bücher',
        'getTopLevel' => 'co.uk',
        'getDotTopLevel' => '.co.uk',
        'getTLD' => 'co.uk',
        'getLastTLDSegment' => 'uk',
        'isIdn' => true,
        'toPunycode' => 'xn--bcher-kva.co.uk',
        'toUnicode' => 'bücher.co.uk',
        'getPunycodeSecondLevel' => 'xn--bcher-kva',
        'getUnicodeSecondLevel' => 'bücher',
    ];

    public function testAScriptBootsInsideAFunctionWithoutWebData(): void
    {
        $init = var_export(self::$host->root . '/init.php', true);
        $code = "(function () { require_once {$init}; })(); global \$CONFIG, \$customadminpath;"
            . "echo \$CONFIG['Version'], ' ', \$customadminpath, ' ', defined('ROOTDIR') ? ROOTDIR : '', ' ',"
            . "isset(\$_SESSION) ? 'session' : 'none';";
        self::assertSame('8.13.1-release.1 admin ' . self::$host->root . ' none', self::$host->cli($code));
    }

    public function testBothCapsulesAreOneConnection(): void
    {
        self::assertTrue($this->evaluate(
            'WHMCS\Database\Capsule::connection() === Illuminate\Database\Capsule\Manager::connection()'
        ));
    }

    public function testModuleClassesAreFoundWhateverTheirSpelling(): void
    {
        self::assertTrue($this->evaluate('class_exists("WHMCS\\\\Module\\\\Registrar\\\\Probe\\\\Journal")'));
        $folder = self::$host->root . '/modules/addons/sample_thing/lib/Sub';
        mkdir($folder, 0700, true);
        file_put_contents("{$folder}/Part.php", '<?php namespace WHMCS\Module\Addon\SampleThing\Sub; class Part {}');
        self::assertTrue($this->evaluate('class_exists("WHMCS\\\\Module\\\\Addon\\\\SampleThing\\\\Sub\\\\Part")'));
        self::assertFalse($this->evaluate('class_exists("WHMCS\\\\Module\\\\Registrar\\\\Nobody\\\\Journal")'));
    }

    public function testEncryptionIsReversibleNeverTheSameAndBoundToItsKey(): void
    {
        self::assertSame('pässword', $this->evaluate('decrypt(encrypt("pässword"))'));
        self::assertTrue($this->evaluate('encrypt("a") !== encrypt("a")'));
        self::assertSame('', $this->evaluate('decrypt(encrypt("a"), "other key")'));
        self::assertSame('', $this->evaluate('decrypt("no cipher text")'));
        $encrypted = $this->evaluate('localAPI("EncryptPassword", ["password2" => "a"])')['password'];
        $decrypted = $this->evaluate("localAPI('decryptpassword', ['password2' => '{$encrypted}'])");
        self::assertSame(['result' => 'success', 'password' => 'a'], $decrypted);
    }

    public function testHooksRunByPriorityAndNullIsLeftOut(): void
    {
        $code = 'add_hook("P", 9, fn () => "late"); add_hook("P", 1, fn ($v) => $v["x"]);'
            . 'add_hook("P", 5, fn () => null);'
            . 'Hook::add("P", 1, "named_hook"); function named_hook($vars) { return "named"; }'
            . 'echo json_encode([run_hook("P", ["x" => "first"]), run_hook("Nothing", [])]);';
        self::assertSame('[["first","named","late"],[]]', self::$host->cli($code));
    }

    public function testHookFilesLoadInOrderAndAnUnderscoreSwitchesOff(): void
    {
        foreach (['b' => 'B', 'a' => 'A', '_c' => 'C'] as $file => $letter) {
            $code = "<?php add_hook('Order', 1, fn () => '{$letter}');";
            file_put_contents(self::$host->root . "/includes/hooks/{$file}.php", $code);
        }
        self::assertSame(['A', 'B'], $this->evaluate('run_hook("Order", [])'));
        array_map('unlink', glob(self::$host->root . '/includes/hooks/*.php') ?: []);
    }

    public function testHooksOfAnInactiveModuleDoNotLoad(): void
    {
        $settings = $this->evaluate('Host\Registrar\Settings::stored("probe")');
        self::$host->cli('Host\Registrar\Settings::delete("probe");');
        $answers = $this->evaluate('run_hook("AdminClientDomainsTabFields", ["id" => 1])');
        self::$host->activate('probe', $settings);
        self::assertSame([], $answers);
        self::assertCount(1, $this->evaluate('run_hook("AdminClientDomainsTabFields", ["id" => 1])'));
    }

    public function testTheCronFiresItsHooks(): void
    {
        self::$host->cron('');
        self::assertSame(['AfterCronJob'], self::$host->journal()->names());
        self::$host->cron('--daily');
        self::assertSame(['AfterCronJob', 'DailyCronJob', 'AfterCronJob'], self::$host->journal()->names());
    }

    public function testTheClockMoves(): void
    {
        $now = 'echo WHMCS\Carbon::now()->toDateTimeString(), " ", getTodaysDate();';
        self::assertSame('2030-01-31 10:00:00 31/01/2030', self::$host->cli($now, '2030-01-31 10:00'));
        $days = 'echo (new DateTime())->diff(new DateTime(WHMCS\Carbon::now()->toDateTimeString()))->days;';
        self::assertContains(self::$host->cli($days, '+40 days'), ['39', '40']);
        self::$host->cli('WHMCS\Config\Setting::setValue("HostClock", "2031-02-03");');
        self::assertSame('2031-02-03 00:00:00 03/02/2031', self::$host->cli($now));
        self::$host->cli('WHMCS\Config\Setting::setValue("HostClock", "");');
    }

    public function testARegistrationOnALeapDayEndsInFebruary(): void
    {
        self::addDomain(['id' => 500, 'domain' => 'leap.com', 'status' => 'Pending']);
        self::assertSame('{"result":"success"}', self::$host->cli(
            'echo json_encode(localAPI("DomainRegister", ["domain" => "leap.com"]));',
            '2028-02-29'
        ));
        self::assertSame('2029-02-28', $this->domain('leap.com')['expirydate']);
    }

    public function testTransientDataExpires(): void
    {
        self::$host->cli('WHMCS\TransientData::getInstance()->store("k", "v", 60);', '2030-01-01 00:00:00');
        $read = 'echo json_encode(WHMCS\TransientData::getInstance()->retrieve("k"));';
        self::assertSame('"v"', self::$host->cli($read, '2030-01-01 00:00:59'));
        self::assertSame('null', self::$host->cli($read, '2030-01-01 00:01:00'));
    }

    public function testUnknownCommandsAndDomainsAreErrors(): void
    {
        $unknown = $this->evaluate('localAPI("NoSuchCommand", [])');
        self::assertSame('error', $unknown['result']);
        self::assertStringContainsString('NoSuchCommand', $unknown['message']);
        $commands = ['DomainRegister', 'DomainGetNameservers', 'DomainUpdateNameservers', 'UpdateClientDomain'];
        foreach ($commands as $command) {
            $answer = $this->evaluate("localAPI('{$command}', ['domainid' => 99999])");
            self::assertSame(['result' => 'error', 'message' => 'Domain ID Not Found'], $answer);
        }
    }

    public function testAnAdministratorIsToldWhatTheRoleAllows(): void
    {
        $details = fn (string $user): array => $this->evaluate("localAPI('GetAdminDetails', [], '{$user}')");
        $all = $details('admin');
        self::assertSame(['success', 1, 'Alex Admin'], [$all['result'], $all['adminid'], $all['name']]);
        self::assertContains('Perform Registrar Operations', explode(',', $all['allowedpermissions']));
        $admins = "('sales', 2, 0), ('left', 1, 1)";
        self::$host->database()->exec("INSERT INTO tbladmins (username, roleid, disabled) VALUES {$admins}");
        self::assertSame('', $details('sales')['allowedpermissions']);
        self::$host->database()->exec('INSERT INTO tbladminperms (roleid, permid) VALUES (2, 1)');
        self::assertSame('List Clients', $details('sales')['allowedpermissions']);
        self::assertSame(['error', 'error'], [$details('left')['result'], $details('')['result']]);
    }

    public function testDomainsAreListedAndUpdated(): void
    {
        self::addDomain(['id' => 600, 'userid' => 42, 'domain' => 'api.com']);
        $values = "['domainid' => 600, 'expirydate' => '2033-03-03', 'regperiod' => 4, 'idprotection' => true]";
        self::assertSame('success', $this->evaluate("localAPI('updateclientdomain', {$values})")['result']);
        $list = $this->evaluate("localAPI('GetClientsDomains', ['clientid' => 42])");
        self::assertSame(1, $list['totalresults']);
        $domain = $list['domains']['domain'][0];
        $seen = [$domain['domainname'], $domain['regperiod'], $domain['expirydate'], $domain['idprotection']];
        self::assertSame(['api.com', 4, '2033-03-03', 1], $seen);
        self::assertNotContains('SaveNameservers', self::$host->journal()->names());
    }

    public function testNameServersReachTheRegistrarOnlyWhenAskedTo(): void
    {
        self::addDomain(['id' => 700, 'userid' => 42, 'domain' => 'apins.com']);
        $this->evaluate("localAPI('UpdateClientDomain', ['domainid' => 700, 'ns1' => 'ns1.x.test'])");
        self::assertNotContains('SaveNameservers', self::$host->journal()->names());
        $values = "['domainid' => 700, 'updatens' => true, 'ns1' => 'ns1.x.test']";
        $this->evaluate("localAPI('UpdateClientDomain', {$values})");
        self::assertSame('ns1.x.test', self::$host->journal()->last('SaveNameservers')['ns1']);
        $values = "['domainid' => 700, 'ns1' => 'ns1.refused.test']";
        $refused = $this->evaluate("localAPI('DomainUpdateNameservers', {$values})");
        self::assertSame(['result' => 'error', 'message' => 'probe: host refused <raw>'], $refused);
        $missing = $this->evaluate("localAPI('DomainGetNameservers', ['domainid' => 700])");
        self::assertStringContainsString('not supported', $missing['message']);
    }

    public function testDatesAreDisplayedAndRead(): void
    {
        self::assertSame('05/06/2030', $this->evaluate('fromMySQLDate("2030-06-05")'));
        self::assertSame('05/06/2030 07:08', $this->evaluate('fromMySQLDate("2030-06-05 07:08:09", true)'));
        self::assertSame('', $this->evaluate('fromMySQLDate("0000-00-00")'));
        self::assertSame('2030-06-05 00:00:00', $this->evaluate('toMySQLDate("05/06/2030")'));
    }

    public function testTheRegistrarDomainIsChainedAndNullWhenNeverSet(): void
    {
        $domain = '(new WHMCS\Domain\Registrar\Domain())';
        self::assertNull($this->evaluate("{$domain}->getTransferLock()"));
        self::assertFalse($this->evaluate("{$domain}->isContactChangePending()"));
        self::assertTrue($this->evaluate(
            "{$domain}->setIsIrtpEnabled(true)->setDomainContactChangePending(true)->isContactChangePending()"
        ));
        $set = "{$domain}->IrtpTransferLockExpiryDate(WHMCS\\Carbon::parse('2030-01-01'))";
        self::assertSame('2030-01-01', $this->evaluate("{$set}->getIrtpTransferLockExpiryDate()->toDateString()"));
    }

    public function testTheDomainClassKnowsItsParts(): void
    {
        $calls = array_map(static fn (string $name): string => "'{$name}' => \$d->{$name}()", array_keys(self::PARTS));
        $code = '$d = new WHMCS\Domains\Domain("Bücher.co.uk"); echo json_encode([' . implode(', ', $calls) . ']);';
        self::assertSame(self::PARTS, json_decode(self::$host->cli($code), true));
    }
}
