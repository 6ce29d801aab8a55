<?php

declare(strict_types=1);

namespace Tests\Host;

use Tests\Host\Support\Browser;
use Tests\Host\Support\HostTestCase;
use Tests\Host\Support\Page;

final class RegistrarSettingsTest extends HostTestCase
{
    private const PAGE = 'admin/configregistrars.php?module=probe';

    private Browser $admin;

    protected function setUp(): void
    {
        parent::setUp();
        self::$host->activate('probe', [
            'Username' => 'demo',
            'Password' => 'p&ss "word"',
            'TestMode' => 'on',
            'Zone' => 'us',
            'Colour' => 'green',
            'Notes' => '',
            'Journal' => self::$host->journal()->file,
        ]);
        $this->admin = self::$host->adminBrowser();
    }

    public function testModulesAreListedWithNameDescriptionAndState(): void
    {
        $page = $this->admin->get('admin/configregistrars.php');
        self::assertStringContainsString('Probe <registrar>', $page->text());
        self::assertStringContainsString('Knows <em>HTML</em>.', $page->body);
        self::assertStringNotContainsString('Name of the meta data', $page->text());
        self::assertStringContainsString('older', $page->text());
        self::assertNotNull($page->form('action=deactivate'));
    }

    public function testEveryTypeOfFieldIsRendered(): void
    {
        $page = $this->admin->get(self::PAGE);
        $fields = $page->fields($page->form('action=save'));
        self::assertSame('demo', $fields['fields[Username]']);
        self::assertSame('on', $fields['fields[TestMode]']);
        self::assertSame('us', $fields['fields[Zone]']);
        self::assertSame('green', $fields['fields[Colour]']);
        self::assertArrayHasKey('fields[Notes]', $fields);
        self::assertArrayNotHasKey('fields[Hint]', $fields);
        self::assertArrayNotHasKey('fields[FriendlyName]', $fields);
        self::assertStringContainsString('Row <i>without</i> a type, version 8.13.1', $page->body);
        self::assertStringContainsString('The <b>secret</b> one', $page->body);
        self::assertSame([], $page->unlabelled());
    }

    public function testAStoredPasswordIsMaskedAndKept(): void
    {
        $page = $this->admin->get(self::PAGE);
        self::assertMatchesRegularExpression('/^\*+$/', (string) $page->value('field-Password'));
        self::assertStringNotContainsString('word&quot;', $page->body);
        $this->save($page, ['fields[Username]' => 'other']);
        $seen = self::$host->journal()->last('config_validate');
        self::assertSame('p&ss "word"', $seen['Password']);
        self::assertSame('other', $this->stored()['Username']);
        self::assertSame('p&ss "word"', $this->stored()['Password']);
    }

    public function testANewPasswordReplacesTheOldOneAsTyped(): void
    {
        $this->save($this->admin->get(self::PAGE), ['fields[Password]' => ' new*<&"\' ']);
        self::assertSame(' new*<&"\' ', $this->stored()['Password']);
    }

    public function testAnEmptiedPasswordIsForgotten(): void
    {
        $this->save($this->admin->get(self::PAGE), ['fields[Password]' => '']);
        self::assertSame('', $this->stored()['Password']);
    }

    public function testAnUntickedBoxIsAnEmptyText(): void
    {
        $this->save($this->admin->get(self::PAGE), ['fields[TestMode]' => null]);
        self::assertSame('', $this->stored()['TestMode']);
    }

    public function testSettingsAreEncryptedInTheDatabase(): void
    {
        $rows = self::$host->database()->query("SELECT * FROM tblregistrars WHERE registrar = 'probe'")->fetchAll();
        self::assertCount(7, $rows);
        self::assertStringNotContainsString('demo', (string) json_encode($rows));
    }

    /** @return array<string, array{string, string}> */
    public static function refusals(): array
    {
        return [
            'documented exception' => ['refused', 'No account <refused> at this registrar'],
            'any other exception' => ['broken', 'The connection broke'],
        ];
    }

    /** @dataProvider refusals */
    public function testAnExceptionRefusesTheSettings(string $username, string $message): void
    {
        $changes = ['fields[Username]' => $username, 'fields[Password]' => 'typed-anew'];
        $page = $this->save($this->admin->get(self::PAGE), $changes);
        self::assertStringContainsString($message, $page->notice('error'));
        self::assertStringNotContainsString('<refused>', $page->body);
        self::assertStringNotContainsString('typed-anew', $page->body);
        self::assertSame($username, $page->value('field-Username'));
        self::assertSame('demo', $this->stored()['Username']);
        self::assertSame('p&ss "word"', $this->stored()['Password']);
    }

    public function testADropdownTakesOnlyWhatItOffers(): void
    {
        $page = $this->save($this->admin->get(self::PAGE), ['fields[Zone]' => 'mars']);
        self::assertStringContainsString('Zone', $page->notice('error'));
        self::assertSame('us', $this->stored()['Zone']);
        self::assertNotContains('config_validate', self::$host->journal()->names());
    }

    public function testSavingNeedsTheToken(): void
    {
        $page = $this->admin->get(self::PAGE);
        $refused = $this->save($page, ['fields[Username]' => 'other', 'token' => 'forged']);
        self::assertSame(403, $refused->status);
        self::assertSame('demo', $this->stored()['Username']);
    }

    public function testDeactivationForgetsAndActivationStoresDefaults(): void
    {
        $listed = $this->admin->submit($this->admin->get(self::PAGE), ['module' => 'probe'], 'action=deactivate');
        self::assertSame([], $this->stored());
        $this->admin->submit($listed, ['module' => 'probe'], 'action=activate');
        $expected = ['guest', '', 'on', 'us', 'green', '', ''];
        self::assertSame($expected, array_values($this->stored()));
    }

    public function testAnInactiveModuleCannotBeConfigured(): void
    {
        $page = $this->admin->get(self::PAGE);
        self::$host->cli("Host\\Registrar\\Settings::delete('probe');");
        self::assertSame(409, $this->save($page, [])->status);
        self::assertSame([], $this->stored());
    }

    public function testAModuleThatIsNotThereIsNotFound(): void
    {
        self::assertSame(404, $this->admin->get('admin/configregistrars.php?module=nothere')->status);
        self::assertSame(404, $this->admin->get('admin/configregistrars.php?module=..%2Fprobe')->status);
    }

    public function testTheEntityQuirkEncodesWhatModulesReceive(): void
    {
        $code = "WHMCS\\Config\\Setting::setValue('HostQuirkEntityEncodedSettings', '%s');"
            . "require_once ROOTDIR . '/includes/registrarfunctions.php';"
            . "echo getregistrarconfigoptions('probe')['Password'];";
        self::assertSame('p&amp;ss &quot;word&quot;', self::$host->cli(sprintf($code, 'on')));
        self::assertSame('p&ss "word"', self::$host->cli(sprintf($code, '')));
    }

    /** @param array<string, string|null> $changes */
    private function save(Page $page, array $changes): Page
    {
        return $this->admin->submit($page, $changes, 'action=save');
    }

    /** @return array<string, string> */
    private function stored(): array
    {
        return json_decode(self::$host->cli("echo json_encode(Host\\Registrar\\Settings::stored('probe'));"), true);
    }
}
