<?php

declare(strict_types=1);

spl_autoload_register(static function (string $class): void {
    $prefix = 'Ispbridge\\Bench\\';
    if (str_starts_with($class, $prefix)) {
        require __DIR__ . '/src/' . substr($class, strlen($prefix)) . '.php';
    }
});

set_error_handler(static fn(int $level, string $text) => throw new ErrorException($text, 0, $level));
