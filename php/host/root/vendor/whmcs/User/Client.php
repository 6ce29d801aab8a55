<?php

declare(strict_types=1);

namespace WHMCS\User;

use Illuminate\Database\Eloquent\Model;

/** A customer: one row of tblclients. */
class Client extends Model
{
    public $timestamps = false;
    protected $table = 'tblclients';
    protected $guarded = [];

    public function getFullNameAttribute(): string
    {
        return trim($this->firstname . ' ' . $this->lastname);
    }

    public function getFirstNameAttribute(): string
    {
        return (string) $this->attributes['firstname'];
    }

    public function getLastNameAttribute(): string
    {
        return (string) $this->attributes['lastname'];
    }
}
