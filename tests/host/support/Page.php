<?php

declare(strict_types=1);

namespace Tests\Host\Support;

use DOMDocument;
use DOMElement;
use DOMXPath;
use RuntimeException;

/** One answer of the host. */
final class Page
{
    private ?DOMXPath $xpath = null;

    public function __construct(
        public readonly int $status,
        public readonly string $url,
        public readonly string $body
    ) {
    }

    /** What a reader sees, in one line. */
    public function text(): string
    {
        $texts = [];
        foreach ($this->xpath()->query('//main//text()') as $node) {
            $texts[] = $node->textContent;
        }
        return trim((string) preg_replace('/\s+/', ' ', implode(' ', $texts)));
    }

    public function notice(string $type): string
    {
        $notice = $this->xpath()->query("//*[contains(@class, 'notice {$type}')]")->item(0);
        return trim((string) $notice?->textContent);
    }

    public function value(string $id): ?string
    {
        $input = $this->xpath()->query("//*[@id='{$id}']")->item(0);
        return $input instanceof DOMElement ? $input->getAttribute('value') : null;
    }

    /** The form of the page's body that has this button (name=value), else its first form. */
    public function form(string $button = ''): DOMElement
    {
        [$name, $value] = explode('=', $button, 2) + [1 => ''];
        $path = $button === '' ? '//main//form' : "//main//form[.//button[@name='{$name}'][@value='{$value}']]";
        $form = $this->xpath()->query($path)->item(0);
        return $form instanceof DOMElement ? $form : throw new RuntimeException("no form {$button}: {$this->text()}");
    }

    /** @return array<string, string> what the form would send untouched */
    public function fields(DOMElement $form): array
    {
        $fields = [];
        foreach ($this->xpath()->query('.//input|.//select|.//textarea', $form) as $field) {
            $value = $this->sent($field);
            if ($value !== null) {
                $fields[$field->getAttribute('name')] = $value;
            }
        }
        return $fields;
    }

    /** @return list<string> names of visible inputs that no label belongs to */
    public function unlabelled(): array
    {
        $names = [];
        foreach ($this->xpath()->query("//input[not(@type='hidden')]|//select|//textarea") as $field) {
            $id = $field->getAttribute('id');
            $labels = $this->xpath()->query("ancestor::label|//label[@for='{$id}' and '{$id}' != '']", $field);
            if ($labels->length === 0) {
                $names[] = $field->getAttribute('name');
            }
        }
        return $names;
    }

    private function sent(DOMElement $field): ?string
    {
        if ($field->tagName === 'select') {
            $option = $this->xpath()->query('.//option[@selected]', $field)->item(0)
                ?? $this->xpath()->query('.//option', $field)->item(0);
            return $option?->hasAttribute('value') ? $option->getAttribute('value') : $option?->textContent;
        }
        $optional = in_array($field->getAttribute('type'), ['checkbox', 'radio'], true);
        if ($optional && !$field->hasAttribute('checked')) {
            return null;
        }
        return $field->tagName === 'textarea' ? $field->textContent : $field->getAttribute('value');
    }

    private function xpath(): DOMXPath
    {
        if ($this->xpath === null) {
            $document = new DOMDocument();
            @$document->loadHTML('<?xml encoding="utf-8">' . $this->body);
            $this->xpath = new DOMXPath($document);
        }
        return $this->xpath;
    }
}
