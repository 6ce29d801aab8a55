<?php

declare(strict_types=1);

namespace Host\Registrar;

use Exception;
use Host\Hook\Hooks;
use Host\Log\ActivityLog;
use Throwable;

/** Calls registrar functions for one domain, wrapped as in the contract, section 10.2. */
final class Call
{
    private const NOT_SUPPORTED = 'Function not supported by the registrar module';

    /** These three have a short After hook, and in older texts the long one beside it. */
    private const SHORT_HOOK = [
        'RegisterDomain' => 'Register',
        'RenewDomain' => 'Renew',
        'TransferDomain' => 'Transfer',
    ];

    private ?RegistrarModule $module;

    /** @param object $domain row of tbldomains */
    public function __construct(private object $domain)
    {
        $this->module = RegistrarModule::find((string) $domain->registrar);
    }

    public function supports(string $suffix): bool
    {
        return $this->module !== null && $this->module->has($suffix);
    }

    /** @param array<string, mixed> $extra inputs of this function beyond the common ones */
    public function run(string $suffix, array $extra = []): Result
    {
        $params = (new Params($this->domain))->forFunction($suffix, $extra);
        $result = $this->abortedByHook($suffix, $params) ?? $this->callModule($suffix, $params);
        $this->fireAfter($suffix, $result);
        return $result;
    }

    /** @param array<string, mixed> $params */
    private function abortedByHook(string $suffix, array $params): ?Result
    {
        foreach (Hooks::run("PreRegistrar{$suffix}", ['params' => $params]) as $answer) {
            if (!empty($answer['abortWithError'])) {
                $error = (string) $answer['abortWithError'];
                return new Result($params, ['error' => $error], $this->supports($suffix), $error);
            }
            if (!empty($answer['abortWithSuccess'])) {
                return new Result($params, ['success' => true], $this->supports($suffix));
            }
        }
        return null;
    }

    /** @param array<string, mixed> $params */
    private function callModule(string $suffix, array $params): Result
    {
        try {
            if ($this->module === null || !$this->module->has($suffix)) {
                return new Result($params, ['error' => self::NOT_SUPPORTED], false, self::NOT_SUPPORTED);
            }
            return Result::returned($params, $this->module->call($suffix, $params));
        } catch (Throwable $thrown) {
            $where = basename($thrown->getFile()) . ':' . $thrown->getLine();
            ActivityLog::add("{$params['registrar']}_{$suffix} threw " . get_class($thrown) . " at {$where}");
            $error = $thrown->getMessage() ?: get_class($thrown);
            return new Result($params, ['error' => $error], true, $error, $thrown instanceof Exception);
        }
    }

    private function fireAfter(string $suffix, Result $result): void
    {
        foreach ($this->afterHooks($suffix) as $name) {
            Hooks::run("AfterRegistrar{$name}", [
                'params' => $result->params,
                'results' => $result->value,
                'functionExists' => $result->functionExists,
                'functionSuccessful' => $result->isSuccess(),
            ]);
        }
    }

    /** @return list<string> the names after `AfterRegistrar` */
    private function afterHooks(string $suffix): array
    {
        $short = self::SHORT_HOOK[$suffix] ?? null;
        return match (true) {
            $short === null => [$suffix],
            Quirks::isOn(Quirks::LONG_AFTER_HOOKS) => [$suffix, $short],
            default => [$short],
        };
    }
}
