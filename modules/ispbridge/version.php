<?php

/**
 * The version of the PHP extension that these modules are made for. The same minor version: all works. Another minor version
 * of the same major one: readings work, nothing new is ordered. Another major version: nothing works, and it is said why.
 *
 * @return array{major: int, minor: int}
 */

declare(strict_types=1);

return ['major' => 0, 'minor' => 1];
