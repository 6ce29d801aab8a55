<?php

declare(strict_types=1);

namespace Host\Http;

use Host\Boot\ErrorPage;
use WHMCS\Config\Setting;

/** A page: who may see it, what its forms do, what it shows. */
abstract class Page
{
    protected Request $request;

    public function __construct()
    {
        $this->request = Request::current();
    }

    /** Every POST needs the token of the session, whatever it does. */
    final public function run(): void
    {
        $this->authorise();
        if ($this->request->isPost()) {
            Token::isValid() || $this->refuse(403, 'Invalid token', 'The form has expired. Reload it and try again.');
            $this->post();
        }
        $this->get();
    }

    abstract protected function authorise(): void;

    abstract protected function get(): void;

    protected function post(): void
    {
        $this->refuse(405, 'Method not allowed', 'This page has no form.');
    }

    protected function refuse(int $status, string $title, string $text): never
    {
        ErrorPage::send($status, $title, $text);
        exit;
    }

    /** @return array<string, mixed> what every template can use */
    protected function commonVars(): array
    {
        return [
            'charset' => 'utf-8',
            'companyname' => (string) Setting::getValue('CompanyName'),
            'filename' => basename(Request::script(), '.php'),
            'language' => \Host\Boot\Language::current(),
            'LANG' => $GLOBALS['_LANG'],
            'systemurl' => (string) Setting::getValue('SystemURL'),
            'token' => Token::value(),
            'notice' => Flash::take(),
        ];
    }
}
