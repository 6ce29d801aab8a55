<?php

declare(strict_types=1);

namespace WHMCS\User;

use Illuminate\Database\Eloquent\Model;

/** A member of staff: one row of tbladmins. */
class Admin extends Model
{
    public $timestamps = false;
    protected $table = 'tbladmins';
    protected $guarded = [];
    protected $hidden = ['password'];

    public function getFullNameAttribute(): string
    {
        return trim($this->firstname . ' ' . $this->lastname);
    }
}
