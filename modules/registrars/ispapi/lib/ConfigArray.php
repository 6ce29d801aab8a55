<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Whmcs\Lang;

/**
 * The rows of the settings page. The keys are those of the 5.x modules, so that stored settings go on to serve.
 */
final class ConfigArray
{
    /** Setting => the name of its texts (`setting.NAME`, `setting.NAME_help`) and its definition, each with an explicit default. */
    private const SETTINGS = [
        'Username' => ['username', ['Type' => 'text', 'Size' => '20', 'Default' => '']],
        'Password' => ['password', ['Type' => 'password', 'Size' => '20', 'Default' => '']],
        'TestMode' => ['test_mode', ['Type' => 'yesno', 'Default' => '']],
        'ProxyServer' => ['proxy', ['Type' => 'text', 'Size' => '30', 'Default' => '']],
        'IRTP' => ['irtp', ['Type' => 'dropdown', 'Default' => 'da']],
        'TRANSFERLOCK' => ['transfer_lock', ['Type' => 'yesno', 'Default' => 'on']],
        'NSUpdTransfer' => ['nameservers_after_transfer', ['Type' => 'yesno', 'Default' => '']],
        'CHUpdTransfer' => ['contacts_after_transfer', ['Type' => 'yesno', 'Default' => '']],
        'DNSSEC' => ['dnssec', ['Type' => 'yesno', 'Default' => '']],
        'TRANSFERCARTPRECHECK' => ['cart_check', ['Type' => 'yesno', 'Default' => 'on']],
        'WebApps' => ['web_apps', ['Type' => 'yesno', 'Default' => '']],
        'OptInFieldTLDs' => ['opt_in_fields', ['Type' => 'text', 'Size' => '60', 'Default' => '']],
        'UndocumentedFieldTLDs' => ['undocumented_fields', ['Type' => 'text', 'Size' => '60', 'Default' => '']],
    ];

    private const FIELDS_FILE = "ROOTDIR . '/modules/registrars/ispapi/additionalfields.php'";

    /** The line by which the shop's own file of additional fields includes ours, where it is there. */
    public const INCLUDE_LINE = 'if (is_readable(' . self::FIELDS_FILE . ')) { include ' . self::FIELDS_FILE . '; }';

    /** @param Lang|null $lang null while there are no texts: WHMCS then shows the keys, and no stored setting is lost */
    public function __construct(private readonly ?Lang $lang)
    {
    }

    /**
     * @param array<string, mixed> $stored the stored settings
     * @param string $state the last row: how the engine is
     * @return array<string, array<string, mixed>>
     */
    public function rows(array $stored, string $state): array
    {
        $rows = [
            'FriendlyName' => ['Type' => 'System', 'Value' => Shape\MetaData::NAME],
            'Description' => ['Type' => 'System', 'Value' => $this->html('setting.intro')],
        ];
        foreach (self::SETTINGS as $key => [$name, $definition]) {
            $rows[$key] = $definition + $this->texts($key, $name);
        }
        $irtp = Settings::irtp((string) ($stored['IRTP'] ?? ''));
        $rows['IRTP'] = ['Options' => $this->irtpOptions($irtp), 'Default' => $irtp] + $rows['IRTP'];
        $line = '<br><code>' . htmlspecialchars(self::INCLUDE_LINE) . '</code>';
        $rows['FieldsFile'] = ['Type' => 'none'] + $this->texts('FieldsFile', 'fields_file');
        $rows['FieldsFile']['Description'] .= $line;
        $label = $this->lang?->text('setting.engine') ?? 'ispbridge';
        $rows['Engine'] = ['FriendlyName' => $label, 'Type' => 'none', 'Description' => htmlspecialchars($state)];
        return $rows;
    }

    /** @return array{FriendlyName: string, Description: string} */
    private function texts(string $key, string $name): array
    {
        $label = $this->lang?->text("setting.{$name}") ?? $key;
        return ['FriendlyName' => $label, 'Description' => $this->html("setting.{$name}_help")];
    }

    /**
     * The one in force stands first: where an older module stored a whole sentence, no option equals it, the browser shows
     * the first one, and the next saving must not turn the setting round.
     *
     * @return array<string, string>
     */
    private function irtpOptions(string $inForce): array
    {
        $options = [];
        foreach ([$inForce, 'da', 'api'] as $key) {
            $options[$key] ??= $this->lang?->text("setting.irtp_{$key}") ?? $key;
        }
        return $options;
    }

    private function html(string $key): string
    {
        return htmlspecialchars($this->lang?->text($key) ?? '');
    }
}
