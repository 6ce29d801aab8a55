<?php

declare(strict_types=1);

namespace Host\Http;

use Host\Boot\Configuration;
use Host\Registrar\Domains;
use Smarty;

/** Renders templates with Smarty; every value is escaped unless a template says otherwise. */
final class View
{
    /** Smarty 4 warns for plain functions as modifiers unless they are registered. */
    private const MODIFIERS = ['addslashes', 'count', 'strtolower', 'trim', 'ucfirst'];

    private Smarty $smarty;

    public function __construct()
    {
        $this->smarty = new Smarty();
        $this->smarty->escape_html = true;
        $this->smarty->setTemplateDir(ROOTDIR . '/templates');
        $this->smarty->setCompileDir(Configuration::text('templates_compiledir'));
        foreach (self::MODIFIERS as $function) {
            $this->smarty->registerPlugin('modifier', $function, $function);
        }
        $this->smarty->registerPlugin('modifier', 'date_text', 'fromMySQLDate');
        $this->smarty->registerPlugin('modifier', 'day', [self::class, 'day']);
    }

    /** @return string a date as date inputs want it; empty for the empty date of the database */
    public static function day(?string $date): string
    {
        return Domains::isDate((string) $date) ? (string) $date : '';
    }

    /** @param array<string, mixed> $vars */
    public function show(string $template, array $vars): void
    {
        header('Content-Type: text/html; charset=utf-8');
        header('X-Content-Type-Options: nosniff');
        header('X-Frame-Options: SAMEORIGIN');
        header('Referrer-Policy: same-origin');
        $this->smarty->assign($vars);
        $this->smarty->display($template . '.tpl');
    }
}
