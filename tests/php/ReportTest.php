<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Error;
use Exception;
use Illuminate\Database\QueryException;
use Ispbridge\Whmcs\Store;
use PDOException;
use ReflectionClass;
use ReflectionProperty;
use Throwable;
use WHMCS\Module\Registrar\Ispapi\Engine;
use WHMCS\Module\Registrar\Ispapi\Hooks\Guarded;

/**
 * What is left behind of a call: module log, to-dos, and no secret.
 */
final class ReportTest extends ModuleTestCase
{
    public function testEachExchangeIsARowOfTheModuleLogUnderTheTrace(): void
    {
        $this->succeed(['pending' => false]);
        ScriptedRun::$outcome['exchanges'] = [$this->exchange('CheckDomains'), $this->exchange('AddDomain')];
        ispapi_RegisterDomain($this->params());
        $trace = ScriptedRun::$runs[0]['context']['trace'];
        $actions = ["RegisterDomain/CheckDomains {$trace}", "RegisterDomain/AddDomain {$trace}"];
        self::assertSame($actions, array_column(Shop::$moduleLog, 'action'));
        self::assertSame(['ispapi', 'ispapi'], array_column(Shop::$moduleLog, 'module'));
        self::assertSame('[RESPONSE]', Shop::$moduleLog[0]['response']);
        self::assertStringContainsString('[DOMAIN] => example.com', Shop::$moduleLog[0]['request']);
        self::assertStringContainsString('[CODE] => 210', Shop::$moduleLog[0]['processed']);
        self::assertStringContainsString('[milliseconds] => 12', Shop::$moduleLog[0]['processed']);
    }

    public function testAnExchangeWithoutAReplyIsARowThatSaysWhy(): void
    {
        $this->succeed(['pending' => false]);
        $lost = ['reply' => null, 'data' => [], 'error' => 'no complete answer within 45 s'];
        ScriptedRun::$outcome['exchanges'] = [$lost + $this->exchange('AddDomain')];
        self::assertSame(['success' => true], ispapi_RegisterDomain($this->params()));
        self::assertSame('no complete answer within 45 s', Shop::$moduleLog[0]['response']);
    }

    public function testAFailureIsARowWithTheWordsForAdministrators(): void
    {
        $this->refuse('ispapi.554', 'register.not_available', 'register.already_ours_admin');
        ispapi_RegisterDomain($this->params());
        $trace = ScriptedRun::$runs[0]['context']['trace'];
        [$row] = Shop::$moduleLog;
        self::assertSame("RegisterDomain {$trace}", $row['action']);
        self::assertStringContainsString('[code] => ispapi.554', $row['request']);
        self::assertSame('English for the administrator', $row['processed']);
        self::assertSame([], Shop::todos());
    }

    public function testAllFormsOfASecretAreHandedOverForMasking(): void
    {
        $this->succeed([]);
        ScriptedRun::$outcome['exchanges'] = [$this->exchange('StatusDomain')];
        ispapi_GetNameservers($this->params(['Password' => 'a&amp;b c', 'eppcode' => 'auth/1']));
        self::assertEqualsCanonicalizing(
            ['a&amp;b c', 'a&b c', 'a%26b%20c', 'a%26b+c', 'auth/1', 'auth%2F1'],
            Shop::$moduleLog[0]['masked']
        );
    }

    public function testASecretIsMaskedHoweverDeepItStands(): void
    {
        $this->succeed([]);
        ScriptedRun::$outcome['exchanges'] = [$this->exchange('CheckDomainTransfer')];
        $transfers = [['domain' => 'a.com', 'eppcode' => 'auth/1'], ['domain' => 'b.com', 'eppcode' => '']];
        ispapi_GetNameservers($this->params(['Password' => '', 'transfers' => $transfers]));
        self::assertEqualsCanonicalizing(['auth/1', 'auth%2F1'], Shop::$moduleLog[0]['masked']);
    }

    public function testNothingIsMaskedWhereNothingIsSecret(): void
    {
        $this->refuse('registrar.missing_param', 'error.missing_parameter', 'error.missing_parameter_admin');
        ispapi_GetNameservers($this->params(['Password' => '']));
        self::assertSame([], Shop::$moduleLog[0]['masked']);
    }

    public function testNoSecretIsWrittenDown(): void
    {
        $params = $this->params(['eppcode' => 'auth-1']);
        ScriptedRun::$effects = [['effect' => 'store', 'key' => 'password_form:live:shop', 'value' => 'decoded']];
        $this->refuse('ispapi.546', 'error.not_ours', 'error.not_ours_admin', true);
        ScriptedRun::$outcome['exchanges'] = [$this->exchange('AddDomain')];
        ispapi_RegisterDomain($params);
        self::assertStringNotContainsString('sesame-42', Shop::paper());
        self::assertStringNotContainsString('auth-1', Shop::paper());
    }

    public function testTheTextOfACrashGoesOnlyWhereItIsMasked(): void
    {
        ScriptedRun::$effects = [new Error('failed with sesame-42')];
        ispapi_RegisterDomain($this->params());
        self::assertContains('sesame-42', Shop::$moduleLog[0]['masked']);
        self::assertStringNotContainsString('sesame-42', print_r([Shop::$activityLog, Shop::todos()], true));
    }

    /** @dataProvider failures */
    public function testAFailureOfTheDatabaseIsWrittenDownWithoutItsWords(Throwable $thrown): void
    {
        ScriptedRun::$effects = [$thrown];
        ispapi_RegisterDomain($this->params());
        Guarded::run('some hook', static fn (): mixed => throw $thrown, null);
        self::assertCount(2, Shop::$moduleLog);
        foreach (Shop::$moduleLog as $row) {
            self::assertStringStartsWith($thrown::class . ' at ', $row['response']);
            self::assertSame('SQLSTATE 23000', $row['processed']);
        }
        self::assertStringNotContainsString('hush-1', Shop::paper());
    }

    /** @return array<string, array{Throwable}> */
    public static function failures(): array
    {
        $pdo = new PDOException("SQLSTATE[23000]: Duplicate entry 'hush-1' for key 'name'");
        $pdo->errorInfo = ['23000', 1062, "Duplicate entry 'hush-1'"];
        (new ReflectionProperty(Exception::class, 'code'))->setValue($pdo, '23000'); // as PDO itself does
        $query = (new ReflectionClass(QueryException::class))->getConstructor()->getNumberOfParameters() === 4
            ? new QueryException('default', 'insert into x values (?)', ['hush-1'], $pdo)
            : new QueryException('insert into x values (?)', ['hush-1'], $pdo);
        return ['of PDO' => [$pdo], 'of Illuminate' => [$query]];
    }

    public function testTheNextSuccessEndsTheDoubt(): void
    {
        $this->refuse('transport.unknown', 'order.in_doubt', 'order.in_doubt_admin', true);
        ispapi_RegisterDomain($this->params());
        $this->succeed([]);
        ispapi_RenewDomain($this->params());
        self::assertSame('Pending', Shop::todos()[0]->status, 'another operation');
        ispapi_RegisterDomain($this->params());
        self::assertSame('Completed', Shop::todos()[0]->status);
    }

    public function testACallThatMetAnOpenOrderAsksNobody(): void
    {
        $this->refuse('registrar.in_progress', 'order.in_progress', 'order.in_progress_admin', true);
        ispapi_RenewDomain($this->params());
        self::assertSame([], Shop::todos());
    }

    public function testADoubtBecomesOneTodoHoweverOftenItIsMet(): void
    {
        for ($i = 0; $i < 2; $i++) {
            $this->refuse('transport.unknown', 'order.in_doubt', 'order.in_doubt_admin', true);
            ispapi_RegisterDomain($this->params());
        }
        [$todo] = Shop::todos();
        self::assertCount(1, Shop::todos());
        self::assertSame('Check at the registrar what became of example.com', $todo->title);
        self::assertStringContainsString('It is not known whether the order', $todo->description);
        self::assertStringContainsString('Reference: ' . ScriptedRun::$runs[0]['context']['trace'], $todo->description);
    }

    /** @dataProvider orders */
    public function testTheTodoOfACrashedOrderIsTheOneThatTheEngineClosesOnceItKnows(string $verb, string $operation): void
    {
        $names = ['sld' => 'bucher', 'original' => ['sld' => 'Bücher', 'tld' => 'com']];
        ScriptedRun::$effects = [new Error('boom')];
        ("ispapi_{$verb}")($this->params($names));
        self::assertStringEndsWith("[ispbridge {$operation}:xn--bcher-kva.com]", Shop::todos()[0]->description);
        (new Store())->perform(['effect' => 'close_task', 'key' => "{$operation}:xn--bcher-kva.com"]);
        self::assertSame(['Completed'], array_column(Shop::todos(), 'status'));
    }

    /** @return list<array{string, string}> */
    public static function orders(): array
    {
        return [['RegisterDomain', 'register'], ['RenewDomain', 'renew'], ['TransferDomain', 'transfer']];
    }

    /** @dataProvider causes */
    public function testWhatStopsEveryOrderBecomesOneTodoForAll(string $code, string $adminKey, string $title): void
    {
        foreach (['one', 'two'] as $name) {
            $this->refuse($code, 'error.not_ours', $adminKey);
            ispapi_RegisterDomain($this->params(['sld' => $name]));
        }
        self::assertSame([$title], array_column(Shop::todos(), 'title'));
    }

    /** @dataProvider causes */
    public function testWhatTheCronMeetsIsTheSameTodo(string $code, string $adminKey, string $title): void
    {
        Shop::$registrarSettings['ispapi'] = ['Username' => 'shop', 'Password' => 'sesame-42'];
        $this->refuse($code, 'error.not_ours', $adminKey);
        self::assertStringNotContainsString('Reference', ispapi_Sync($this->params())['error']);
        self::assertSame([$title], array_column(Shop::todos(), 'title'));
        self::assertNull(Engine::value('SyncPortfolio', []));
        ispapi_RegisterDomain($this->params());
        self::assertSame([$title], array_column(Shop::todos(), 'title'));
    }

    public function testADoubtThatOnlyAnAdministratorSeesIsLeftToTheEngine(): void
    {
        $this->refuse('transport.unknown', 'order.in_doubt', 'order.in_doubt_admin', true);
        ispapi_Sync($this->params());
        self::assertSame([], Shop::todos());
    }

    /** @return array<string, array{string, string, string}> */
    public static function causes(): array
    {
        return [
            'funds' => ['ispapi.546', 'error.not_ours_admin', 'Top up the registrar account'],
            'login' => ['ispapi.530', 'config.login_refused_admin', 'Repair the login to the registrar or its rights'],
            'a right' => ['ispapi.531', 'ispapi.admin.acl', 'Repair the login to the registrar or its rights'],
        ];
    }

    public function testATodoOfTheEngineIsNotDoubled(): void
    {
        ScriptedRun::$effects = [['effect' => 'task', 'key' => 'k', 'title' => 'Of the engine', 'description' => 'd']];
        $this->refuse('transport.unknown', 'order.in_doubt', 'order.in_doubt_admin', true);
        ispapi_RegisterDomain($this->params());
        self::assertSame(['Of the engine'], array_column(Shop::todos(), 'title'));
    }

    public function testSettingsThatAreOnlyTriedOpenNoTodo(): void
    {
        $this->refuse('ispapi.530', 'error.internal', 'config.login_refused_admin');
        try {
            ispapi_config_validate($this->params());
        } catch (\WHMCS\Exception\Module\InvalidConfiguration) {
            self::assertSame([], Shop::todos());
            return;
        }
        self::fail('the settings were accepted');
    }

    public function testTodosSpeakTheLanguageOfTheShop(): void
    {
        Shop::$settings['Language'] = 'french';
        Shop::$session['Language'] = 'german';
        $this->refuse('ispapi.546', 'error.not_ours', 'error.not_ours_admin');
        $error = ispapi_RegisterDomain($this->params())['error'];
        self::assertStringContainsString('Diese Domain kann hier derzeit nicht verwaltet werden.', $error);
        self::assertSame('Approvisionner le compte chez le registrar', Shop::todos()[0]->title);
    }

    /** @return array<string, mixed> */
    private function exchange(string $command): array
    {
        return [
            'command' => $command, 'request' => ['COMMAND' => $command, 'DOMAIN' => 'example.com', 's_pw' => '***'],
            'reply' => '[RESPONSE]', 'data' => ['CODE' => '210'], 'error' => null,
            'milliseconds' => 12, 'attempt' => 1,
        ];
    }
}
