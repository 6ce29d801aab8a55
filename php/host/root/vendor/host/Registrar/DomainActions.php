<?php

declare(strict_types=1);

namespace Host\Registrar;

use Host\Log\ActivityLog;

/** The functions that change one thing of a domain, with what the shop records of a success. */
final class DomainActions
{
    /** @param object $domain row of tbldomains */
    public function __construct(private object $domain)
    {
    }

    /** Hands the domain to another registrar by its tag. */
    public function release(string $tag): Result
    {
        $result = $this->call('ReleaseDomain', ['transfertag' => $tag]);
        return $this->record($result, Quirks::RELEASE_MOVES_AWAY, ['status' => 'Transferred Away']);
    }

    public function requestDelete(): Result
    {
        return $this->record($this->call('RequestDelete'), Quirks::DELETE_CANCELS, ['status' => 'Cancelled']);
    }

    public function protectId(bool $enable): Result
    {
        return $this->record($this->call('IDProtectToggle', ['protectenable' => $enable]), null, [
            'idprotection' => (int) $enable,
        ]);
    }

    public function lock(bool $enable): Result
    {
        return $this->call('SaveRegistrarLock', ['lockenabled' => $enable ? 'locked' : 'unlocked']);
    }

    public function eppCode(): Result
    {
        return $this->call('GetEPPCode');
    }

    /** @param array<string, mixed> $extra */
    private function call(string $suffix, array $extra = []): Result
    {
        $result = (new Call($this->domain))->run($suffix, $extra);
        $end = $result->isSuccess() ? 'succeeded' : "failed: {$result->error}";
        ActivityLog::add("{$suffix} of {$this->domain->domain} {$end}", (int) $this->domain->userid);
        return $result;
    }

    /** @param array<string, mixed> $columns written on success, where the quirk says so */
    private function record(Result $result, ?string $quirk, array $columns): Result
    {
        if ($result->isSuccess() && ($quirk === null || Quirks::isOn($quirk))) {
            Domains::update((int) $this->domain->id, $columns);
        }
        return $result;
    }
}
