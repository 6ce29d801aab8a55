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
        'ExpiryDayEarlier' => ['day_earlier', ['Type' => 'yesno', 'Default' => '']],
        'MissingDomains' => ['missing', ['Type' => 'dropdown', 'Default' => 'expired']],
        'PortfolioSync' => ['portfolio', ['Type' => 'dropdown', 'Default' => 'dates']],
        'WebApps' => ['web_apps', ['Type' => 'yesno', 'Default' => '']],
        'OptInFieldTLDs' => ['opt_in_fields', ['Type' => 'text', 'Size' => '60', 'Default' => '']],
        'UndocumentedFieldTLDs' => ['undocumented_fields', ['Type' => 'text', 'Size' => '60', 'Default' => '']],
    ];

    /** Dropdown => the words that it stores. */
    private const CHOICES = [
        'MissingDomains' => ['expired', 'cancelled'],
        'PortfolioSync' => ['dates', 'findings', 'off'],
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
     * @param string $progress the one before: how far the comparison of all domains is
     * @return array<string, array<string, mixed>>
     */
    public function rows(array $stored, string $state, string $progress = ''): array
    {
        $rows = [
            'FriendlyName' => ['Type' => 'System', 'Value' => Shape\MetaData::NAME],
            'Description' => ['Type' => 'System', 'Value' => $this->html('setting.intro')],
        ];
        foreach (self::SETTINGS as $key => [$name, $definition]) {
            $rows[$key] = $definition + $this->texts($key, $name);
        }
        foreach (self::CHOICES as $key => $words) {
            $rows[$key]['Options'] = $this->options(self::SETTINGS[$key][0], $words);
        }
        $irtp = Settings::irtp((string) ($stored['IRTP'] ?? ''));
        $rows['IRTP'] = ['Options' => $this->irtpOptions($irtp), 'Default' => $irtp] + $rows['IRTP'];
        $rows['Portfolio'] = $this->said('progress', $progress);
        $line = '<br><code>' . htmlspecialchars(self::INCLUDE_LINE) . '</code>';
        $rows['FieldsFile'] = ['Type' => 'none'] + $this->texts('FieldsFile', 'fields_file');
        $rows['FieldsFile']['Description'] .= $line;
        $move = $this->lang === null ? null : Migration\Offer::sentence($this->lang);
        $rows += $move === null ? [] : ['Migration' => $this->said('migration', $move)];
        $rows['Engine'] = $this->said('engine', $state);
        return $rows;
    }

    /**
     * A row that only says something.
     *
     * @return array{FriendlyName: string, Type: string, Description: string}
     */
    private function said(string $name, string $sentence): array
    {
        $label = $this->lang?->text("setting.{$name}") ?? 'ispbridge';
        return ['FriendlyName' => $label, 'Type' => 'none', 'Description' => htmlspecialchars($sentence)];
    }

    /**
     * @param list<string> $words
     * @return array<string, string>
     */
    private function options(string $name, array $words): array
    {
        $label = fn (string $word): string => $this->lang?->text("setting.{$name}_{$word}") ?? $word;
        return array_combine($words, array_map($label, $words));
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
