<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\HostTestCase;

final class AccessTest extends HostTestCase
{
    /** @return array<string, array{string}> */
    public static function closedPaths(): array
    {
        return [
            'classes' => ['vendor/whmcs/Carbon.php'],
            'through another folder' => ['admin/../vendor/autoload.php'],
            'double slash' => ['/vendor/autoload.php'],
            'encoded' => ['%76endor/autoload.php'],
            'configuration' => ['configuration.php'],
            'configuration with path' => ['configuration.php/x'],
            'templates' => ['templates/layout.tpl'],
            'functions' => ['includes/functions.php'],
            'cron' => ['crons/cron.php'],
            'list of files' => ['.installed'],
        ];
    }

    /** @dataProvider closedPaths */
    public function testCodeAndDataAreNotReachable(string $path): void
    {
        $page = self::$host->browser()->get($path);
        self::assertSame([403, 'Forbidden'], [$page->status, $page->body]);
    }

    public function testModulesGuardThemselvesAndShowTheirPictures(): void
    {
        $page = self::$host->browser()->get('modules/registrars/probe/probe.php');
        self::assertSame('This file cannot be accessed directly', $page->body);
        self::assertSame(200, self::$host->browser()->get('assets/css/host.css')->status);
    }

    public function testTheStartPageLeadsToTheLogin(): void
    {
        self::assertStringContainsString('login.php', self::$host->browser()->get('')->url);
    }

    public function testTheAdminFolderNeedsNoSlash(): void
    {
        self::assertStringContainsString('/admin/login.php', self::$host->browser()->get('admin')->url);
    }

    public function testEveryAdminPageNeedsALogin(): void
    {
        $client = self::$host->clientBrowser();
        $pages = array_diff(array_map('basename', glob(self::$host->root . '/admin/*.php') ?: []), ['login.php']);
        self::assertContains('modulequeue.php', $pages);
        foreach ($pages as $page) {
            self::assertStringContainsString('/admin/login.php', $client->get("admin/{$page}?id=1")->url, $page);
        }
    }

    public function testAnUncaughtExceptionShowsNoDetails(): void
    {
        $file = self::$host->root . '/includes/hooks/broken.php';
        $throw = "throw new LogicException('inner detail');";
        file_put_contents($file, "<?php add_hook('ClientAreaPage', 1, function () { {$throw} });");
        $page = self::$host->clientBrowser()->get('clientarea.php');
        unlink($file);
        self::assertSame(500, $page->status);
        self::assertStringNotContainsString('inner detail', $page->body);
        $logged = self::$host->row('SELECT * FROM tblactivitylog ORDER BY id DESC');
        self::assertStringContainsString('inner detail', $logged['description']);
    }

    public function testEveryInputHasALabel(): void
    {
        $client = self::$host->clientBrowser();
        $admin = self::$host->adminBrowser();
        self::assertSame([], $client->get('cart.php')->unlabelled());
        self::assertSame([], self::$host->browser()->get('login.php')->unlabelled());
        self::assertSame([], self::$host->browser()->get('admin/login.php')->unlabelled());
        self::assertSame([], $admin->get('admin/configregistrars.php?module=older')->unlabelled());
    }
}
