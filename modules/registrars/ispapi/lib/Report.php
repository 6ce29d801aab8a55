<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi;

use Ispbridge\Idn;
use Ispbridge\Whmcs\Lang;
use Ispbridge\Whmcs\Log;
use Ispbridge\Whmcs\Safely;
use Ispbridge\Whmcs\Store;
use Throwable;

/**
 * Says how a call failed: to the caller in a sentence, to the module log, and as a to-do where somebody must act. All three
 * carry the trace id of the call.
 */
final class Report
{
    /** What needs a hand whichever order met it, by the code of the failure; one to-do for each, however many orders fail. */
    private const CAUSES = ['ispapi.530' => 'rights', 'ispapi.546' => 'funds'];

    /** An earlier order for the domain is not settled. */
    private const IN_PROGRESS = 'registrar.in_progress';

    /** The engine's words for what costs money: it closes the to-do of such a doubt once it knows how the order ended. */
    private const OPERATIONS = ['RegisterDomain' => 'register', 'RenewDomain' => 'renew', 'TransferDomain' => 'transfer'];

    public readonly string $trace;

    /** What the engine works with; null until it was set to work, so until something may have been sent. */
    private ?Store $store = null;

    /**
     * @param array<string, mixed> $params
     * @param string|null $doubt the key of the sentence for an order whose end is not known; null where none is made
     */
    public function __construct(
        private readonly string $verb,
        private array $params,
        private readonly bool $forAdmins,
        private readonly ?string $doubt,
    ) {
        $this->trace = bin2hex(random_bytes(6));
    }

    /**
     * Notes that the engine is set to work, and on what.
     *
     * @param array<string, mixed> $params
     */
    public function begin(array $params): Store
    {
        $this->params = $params;
        return $this->store = new Store();
    }

    /** Whether it costs money or cannot be undone, so that its end may not be known. */
    public function leavesADoubt(): bool
    {
        return $this->doubt !== null;
    }

    /** The module log of this call. */
    public function log(): Log
    {
        return new Log('ispapi', $this->verb, $this->trace, $this->params);
    }

    /** An order went well: what was to be seen to about it, or an earlier one, is over. */
    public function success(): void
    {
        if ($this->doubt !== null) {
            $this->store?->perform(['effect' => 'close_task', 'key' => $this->doubtKey()]);
        }
    }

    /** @param array<string, mixed> $failure an outcome that is not done */
    public function failure(array $failure): string
    {
        $this->log()->failure($failure);
        $forAdmins = Lang::ofShop()->message($failure['admin']);
        $cause = $this->cause($failure);
        if ($cause !== null) {
            $this->task($cause, $forAdmins);
        }
        return $this->forAdmins ? $forAdmins : $this->signed(Lang::ofVisitor()->message($failure['customer']));
    }

    /** A failure of the program. An order that may have been sent is in doubt by it, whatever it was. */
    public function crash(Throwable $thrown): string
    {
        $lang = Bridge::lang();
        if ($lang === null || !class_exists(Log::class)) {
            return Bridge::INTERNAL_ERROR; // some file of modules/ispbridge is missing
        }
        $this->log()->crash($thrown);
        if ($this->doubt === null || $this->store === null) {
            return $this->signed($lang->text('error.internal'));
        }
        $this->task('in_doubt', $thrown::class);
        return $this->signed($lang->text($this->doubt, ['domain' => $this->domain()]));
    }

    /**
     * What somebody must act on; null where nobody must. Settings that are only tried are not the shop's yet; a doubt that
     * administrators read of is the engine's to tell; and a call that met an open order has sent nothing.
     *
     * @param array<string, mixed> $failure
     */
    private function cause(array $failure): ?string
    {
        if ($failure['in_doubt'] && !$this->forAdmins && $failure['code'] !== self::IN_PROGRESS) {
            return 'in_doubt';
        }
        $isRight = $failure['admin']['key'] === 'ispapi.admin.acl';
        return $this->verb === 'config_validate' ? null : self::CAUSES[$failure['code']] ?? ($isRight ? 'rights' : null);
    }

    /** Opens a to-do, unless the engine asked for one itself. */
    private function task(string $cause, string $description): void
    {
        if ($this->store->hasTask()) {
            return;
        }
        $lang = Lang::ofShop();
        $this->store->perform([
            'effect' => 'task',
            'key' => $cause === 'in_doubt' ? $this->doubtKey() : "ispapi {$cause}",
            'title' => $lang->text("task.{$cause}", ['domain' => $this->domain()]),
            'description' => "{$description}\n\n" . $lang->text('error.reference', ['trace' => $this->trace]),
        ]);
    }

    private function signed(string $sentence): string
    {
        return "{$sentence} " . Lang::ofVisitor()->text('error.reference', ['trace' => $this->trace]);
    }

    /** The engine knows a domain by its name in ASCII, as it was before WHMCS transliterated it. */
    private function doubtKey(): string
    {
        $operation = self::OPERATIONS[$this->verb] ?? null;
        if ($operation === null) {
            return "ispapi {$this->verb} {$this->domain()}";
        }
        $original = ($this->params['original'] ?? []) + $this->params;
        $name = ($original['sld'] ?? '') . '.' . ltrim($original['tld'] ?? '', '.');
        return "{$operation}:" . Safely::run("convert {$name}", static fn (): string => Idn\to_ascii($name), $name);
    }

    private function domain(): string
    {
        return ($this->params['sld'] ?? '') . '.' . ($this->params['tld'] ?? '');
    }
}
