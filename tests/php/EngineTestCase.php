<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Run;
use Ispbridge\Whmcs\Guard;
use Ispbridge\Whmcs\Loop;

/**
 * A test of a module with the real extension.
 */
abstract class EngineTestCase extends ModuleTestCase
{
    protected function setUp(): void
    {
        self::assertTrue(extension_loaded('ispbridge'), 'PHP was started without the extension ispbridge');
        parent::setUp();
        Loop::$engine = Run::class;
        Guard::$constant = 'Ispbridge\VERSION';
    }
}
