<?php

/**
 * Default additional fields per TLD; none is shipped. Overrides belong into additionalfields.php.
 */

declare(strict_types=1);

$additionaldomainfields = [];
