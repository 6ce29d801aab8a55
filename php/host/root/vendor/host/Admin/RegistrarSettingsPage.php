<?php

declare(strict_types=1);

namespace Host\Admin;

use Host\Http\Flash;
use Host\Http\Redirect;
use Host\Log\ActivityLog;
use Host\Registrar\RegistrarModule;
use Host\Registrar\Settings;
use Host\Registrar\SettingsForm;

/** configregistrars.php: the registrar modules found, and the settings of each. */
final class RegistrarSettingsPage extends AdminPage
{
    private string $refusal = '';

    /** @var array<string, string>|null what a refused form held */
    private ?array $submitted = null;

    protected function post(): void
    {
        $form = $this->form();
        match ($this->request->text('action')) {
            'activate' => $this->activate($form),
            'deactivate' => $this->deactivate($form),
            'save' => $this->save($form),
            default => $this->refuse(400, 'Unknown action', 'This form does not exist.'),
        };
    }

    protected function get(): void
    {
        $chosen = $this->request->text('module') === '' ? null : $this->form();
        $this->show('registrars', 'Domain registrars', [
            'modules' => array_map([$this, 'listed'], RegistrarModule::all()),
            'settings' => $chosen === null ? null : $this->settings($chosen),
            'refusal' => $this->refusal,
        ]);
    }

    private function form(): SettingsForm
    {
        $module = RegistrarModule::find($this->request->text('module'));
        return new SettingsForm($module ?? $this->refuse(404, 'No such module', 'No registrar module has this name.'));
    }

    private function activate(SettingsForm $form): void
    {
        if (!Settings::isActive($form->module->name)) {
            Settings::save($form->module->name, $form->defaults());
            $this->done($form, 'is active now. Enter its settings below.');
        }
        $this->done($form, 'is active already.');
    }

    private function deactivate(SettingsForm $form): void
    {
        Settings::delete($form->module->name);
        $this->done($form, 'was deactivated; its settings are gone.');
    }

    private function save(SettingsForm $form): void
    {
        if (!Settings::isActive($form->module->name)) {
            $this->refuse(409, 'Not active', 'Activate the module before you save its settings.');
        }
        $settings = $form->submitted($this->request->group('fields'));
        $this->refusal = (string) $form->refusal($settings);
        if ($this->refusal !== '') {
            $this->submitted = $settings;
            return;
        }
        Settings::save($form->module->name, $settings);
        $this->done($form, 'has new settings.');
    }

    private function done(SettingsForm $form, string $what): never
    {
        ActivityLog::add("Registrar module {$form->module->name} {$what}");
        Flash::success($form->displayName() . ' ' . $what);
        Redirect::to('configregistrars.php?module=' . $form->module->name);
    }

    /** @return array<string, mixed> */
    private function listed(RegistrarModule $module): array
    {
        $form = new SettingsForm($module);
        return [
            'name' => $module->name,
            'displayName' => $form->displayName(),
            'description' => $form->description(),
            'logo' => $module->logo(),
            'active' => Settings::isActive($module->name),
        ];
    }

    /** @return array<string, mixed> */
    private function settings(SettingsForm $form): array
    {
        return [
            'name' => $form->module->name,
            'displayName' => $form->displayName(),
            'active' => Settings::isActive($form->module->name),
            'fields' => $form->rows(),
            'values' => $form->shown($this->submitted ?? Settings::stored($form->module->name)),
        ];
    }
}
