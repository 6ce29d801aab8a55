<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

use WHMCS\Config\Setting;
use WHMCS\Session;

/**
 * Sentences in the reader's language: the shop's own wording of `ispbridge.KEY` first, then ours, then English.
 */
final class Lang
{
    /** What `lang/` holds. The name of a language comes from outside and becomes a file name, so it is compared with these. */
    private const LANGUAGES = ['arabic', 'english', 'french', 'german'];

    /** @var array<string, array<string, string>> */
    private static array $tables = [];

    public function __construct(private readonly string $language)
    {
    }

    /** In the language of the shop, for its staff. */
    public static function ofShop(): self
    {
        return new self(strtolower((string) Setting::getValue('Language')));
    }

    /** In the language of the visitor, or of the shop where there is none, as in the cron. */
    public static function ofVisitor(): self
    {
        $chosen = class_exists(Session::class) ? (string) Session::get('Language') : '';
        return $chosen === '' ? self::ofShop() : new self(strtolower($chosen));
    }

    /** What WHMCS calls the language. */
    public function name(): string
    {
        return $this->language;
    }

    /**
     * A sentence of the engine.
     *
     * @param array{key: string, values: array<string, string>, text?: string} $message
     */
    public function message(array $message): string
    {
        return $this->text($message['key'], $message['values'], $message['text'] ?? $message['key']);
    }

    /**
     * A sentence by its key. The values are put in place in one pass, so that none of them is searched for names.
     *
     * @param array<string, string> $values
     * @param string $english what to say where no language has the key
     */
    public function text(string $key, array $values = [], string $english = ''): string
    {
        $template = self::override($key) ?? self::table($this->language)[$key] ?? self::table('english')[$key] ?? null;
        if ($template === null) {
            return self::plain($english);
        }
        $value = static fn (array $name): string => self::plain((string) ($values[$name[1]] ?? $name[0]));
        return (string) preg_replace_callback('/:([A-Za-z0-9_]+)/', $value, $template);
    }

    /** The shop's wording, from its `lang/overrides`. */
    private static function override(string $key): ?string
    {
        global $_LANG;
        $name = "ispbridge.{$key}";
        $text = class_exists(\Lang::class) ? \Lang::trans($name) : $name;
        if ($text === $name) {
            $text = $_LANG[$name] ?? null;
        }
        return is_string($text) && $text !== '' ? $text : null;
    }

    /** @return array<string, string> */
    private static function table(string $language): array
    {
        if (!in_array($language, self::LANGUAGES, true)) {
            return [];
        }
        $file = dirname(__DIR__) . "/lang/{$language}.php";
        return self::$tables[$language] ??= is_readable($file) ? require $file : []; // a missing file would be fatal
    }

    /**
     * Text from outside, harmless in a page that escapes and in one that does not: WHMCS does not say which of its pages
     * print a module's error as it is.
     */
    private static function plain(string $text): string
    {
        return strtr($text, ['<' => '‹', '>' => '›']);
    }
}
