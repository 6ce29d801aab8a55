<?php

declare(strict_types=1);

namespace Ispbridge;

const VERSION = '0.1.0'; // of the extension, semantic
