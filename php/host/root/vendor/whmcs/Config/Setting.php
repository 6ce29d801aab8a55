<?php

declare(strict_types=1);

namespace WHMCS\Config;

use Illuminate\Database\Eloquent\Model;

/** One row of tblconfiguration. */
class Setting extends Model
{
    public $incrementing = false;
    public $timestamps = false;
    protected $table = 'tblconfiguration';
    protected $primaryKey = 'setting';
    protected $keyType = 'string';
    protected $guarded = [];

    /** @return string|null the value, null when the setting does not exist */
    public static function getValue(string $setting): ?string
    {
        $value = static::query()->where('setting', $setting)->value('value');
        return $value === null ? null : (string) $value;
    }

    public static function setValue(string $setting, mixed $value): void
    {
        static::query()->updateOrCreate(['setting' => $setting], ['value' => (string) $value]);
        $GLOBALS['CONFIG'][$setting] = (string) $value;
    }
}
