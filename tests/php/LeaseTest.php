<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Ispbridge\Whmcs\Lease;

final class LeaseTest extends DatabaseTestCase
{
    /** @dataProvider databases */
    public function testOnlyOneHoldsALease(): void
    {
        $owner = Lease::take('cron|näme', 180);
        self::assertMatchesRegularExpression('/^[0-9a-f]{32}$/', $owner);
        self::assertNull(Lease::take('cron|näme', 180));
        self::assertNotNull(Lease::take('cron|name', 180), 'another subject');
    }

    /** @dataProvider databases */
    public function testALeaseEndsByItself(): void
    {
        $first = Lease::take('cron', 180);
        $this->age('lease', 179, 'ends_at');
        self::assertNull(Lease::take('cron', 180));
        $this->age('lease', 1, 'ends_at');
        self::assertFalse(Lease::renew('cron', $first, 180), 'too late');
        $second = Lease::take('cron', 180);
        self::assertNotNull($second);
        Lease::release('cron', $first);
        self::assertFalse(Lease::renew('cron', $first, 180));
        self::assertTrue(Lease::renew('cron', $second, 180), 'the second is not harmed by the first');
    }

    /** @dataProvider databases */
    public function testALeaseIsProlongedByItsOwner(): void
    {
        $owner = Lease::take('cron', 180);
        self::assertTrue(Lease::renew('cron', $owner, 180), 'within the second in which it was taken');
        $this->age('lease', 100, 'ends_at');
        self::assertTrue(Lease::renew('cron', $owner, 180));
        $this->age('lease', 100, 'ends_at');
        self::assertTrue(Lease::renew('cron', $owner, 180));
        self::assertFalse(Lease::renew('cron', str_repeat('0', 32), 180));
        self::assertFalse(Lease::renew('other', $owner, 180));
    }

    /** @dataProvider databases */
    public function testALeaseThatIsGivenBackIsFree(): void
    {
        Lease::release('cron', Lease::take('cron', 180));
        self::assertNotNull(Lease::take('cron', 180));
    }
}
