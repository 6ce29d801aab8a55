<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\TestHost;

final class LoginTest extends HostTestCase
{
    /** @return array<string, array{string}> */
    public static function adminPages(): array
    {
        return [
            'dashboard' => ['admin/index.php'],
            'domains' => ['admin/clientsdomains.php'],
            'registrars' => ['admin/configregistrars.php'],
            'log' => ['admin/systemmodulelog.php'],
            'logout' => ['admin/logout.php'],
        ];
    }

    /** @dataProvider adminPages */
    public function testAdminPagesNeedAnAdministrator(string $path): void
    {
        self::assertStringContainsString('admin/login.php', self::$host->browser()->get($path)->url);
        self::assertStringContainsString('admin/login.php', self::$host->clientBrowser()->get($path)->url);
    }

    /** @return array<string, array{string}> */
    public static function clientPages(): array
    {
        return [
            'list' => ['clientarea.php'],
            'details' => ['clientarea.php?action=domaindetails&id=1'],
            'cart' => ['cart.php'],
        ];
    }

    /** @dataProvider clientPages */
    public function testClientPagesNeedACustomer(string $path): void
    {
        foreach ([self::$host->browser(), self::$host->adminBrowser()] as $browser) {
            self::assertStringStartsWith(self::$host->url . 'login.php', $browser->get($path)->url);
        }
    }

    public function testAWrongPasswordIsRefused(): void
    {
        foreach (['admin/login.php' => 'admin', 'login.php' => 'client@example.com'] as $path => $login) {
            $browser = self::$host->browser();
            $page = $browser->submit($browser->get($path), ['username' => $login, 'password' => 'wrong']);
            self::assertStringContainsString('incorrect', $page->notice('error'));
            self::assertStringNotContainsString('wrong', $page->body);
        }
        self::assertStringContainsString('login.php', $browser->get('clientarea.php')->url);
    }

    public function testTheLoginFormNeedsItsToken(): void
    {
        $browser = self::$host->browser();
        $browser->get('admin/login.php');
        $fields = ['username' => 'admin', 'password' => TestHost::ADMIN_PASSWORD];
        self::assertSame(403, $browser->post('admin/login.php', $fields)->status);
        self::assertStringContainsString('login.php', $browser->get('admin/index.php')->url);
    }

    public function testALoginLeadsBackToThePageThatWasAskedFor(): void
    {
        $browser = self::$host->browser();
        $login = $browser->get('admin/clientsdomains.php?userid=1');
        $page = $browser->submit($login, ['username' => 'admin', 'password' => TestHost::ADMIN_PASSWORD]);
        self::assertStringEndsWith('admin/clientsdomains.php?userid=1', $page->url);
    }

    /** @return array<string, array{string}> */
    public static function foreignTargets(): array
    {
        return [
            'absolute' => ['https://evil.example/'],
            'no scheme' => ['//evil.example/x.php'],
            'header' => ["a.php\r\nX: y"],
        ];
    }

    /** @dataProvider foreignTargets */
    public function testALoginLeadsNowhereElse(string $target): void
    {
        $browser = self::$host->browser();
        $login = $browser->get('login.php?goto=' . rawurlencode($target));
        $fields = ['username' => 'client@example.com', 'password' => TestHost::CLIENT_PASSWORD];
        self::assertStringStartsWith(self::$host->url . 'clientarea.php', $browser->submit($login, $fields)->url);
    }

    public function testALoginChangesTheSessionAndItsToken(): void
    {
        $browser = self::$host->browser();
        $login = $browser->get('login.php');
        $before = $browser->cookie();
        $token = $login->fields($login->form())['token'];
        $browser->submit($login, ['username' => 'client@example.com', 'password' => TestHost::CLIENT_PASSWORD]);
        self::assertNotSame($before, $browser->cookie());
        self::assertStringNotContainsString($token, $browser->get('cart.php')->body);
    }

    public function testLogoutIsAFormWithToken(): void
    {
        $browser = self::$host->adminBrowser();
        $browser->get('admin/logout.php');
        self::assertSame(403, $browser->post('admin/logout.php', [])->status);
        self::assertStringEndsWith('admin/index.php', $browser->get('admin/index.php')->url);
        $page = $browser->get('admin/systemmodulelog.php');
        $browser->post('admin/logout.php', ['token' => $page->fields($page->form())['token']]);
        self::assertStringContainsString('login.php', $browser->get('admin/index.php')->url);
    }

    public function testTheCurrentUserIsWhoIsLoggedIn(): void
    {
        self::assertSame(['admin' => 1, 'client' => null], $this->user(self::$host->adminBrowser(), 'admin/index.php'));
        $browser = self::$host->clientBrowser();
        self::assertSame(['admin' => null, 'client' => 1], $this->user($browser, 'cart.php'));
        self::$host->database()->exec("UPDATE tblclients SET status = 'Closed'");
        $page = $browser->get('cart.php');
        self::$host->database()->exec("UPDATE tblclients SET status = 'Active'");
        self::assertStringContainsString('login.php', $page->url);
    }

    public function testAnAdministratorWhoIsDisabledIsOut(): void
    {
        $browser = self::$host->adminBrowser();
        self::$host->database()->exec('UPDATE tbladmins SET disabled = 1');
        $page = $browser->get('admin/index.php');
        self::$host->database()->exec('UPDATE tbladmins SET disabled = 0');
        self::assertStringContainsString('login.php', $page->url);
    }

    /** @return array{admin: ?int, client: ?int} who the probe module sees on a page */
    private function user(Browser $browser, string $path): array
    {
        self::assertSame(1, preg_match('/name="probe-user" content="([^"]+)"/', $browser->get($path)->body, $found));
        return json_decode(html_entity_decode($found[1]), true, 2, JSON_THROW_ON_ERROR);
    }
}
