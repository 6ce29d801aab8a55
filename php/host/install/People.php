<?php

declare(strict_types=1);

namespace Host\Install;

use WHMCS\Database\Capsule;

/** The administrator and the customer of the seed data, with their passwords. */
final class People
{
    private const ADMIN = 'admin';
    private const EMAIL = 'client@example.com';

    private const CLIENT = [
        'firstname' => 'Jane',
        'lastname' => 'Doe',
        'companyname' => 'Doe Trading Inc',
        'email' => self::EMAIL,
        'address1' => '100 Main Street',
        'address2' => 'Suite 5',
        'city' => 'Austin',
        'state' => 'Texas',
        'postcode' => '73301',
        'country' => 'US',
        'phonenumber' => '512-555-0100',
        'currency' => 1,
        'language' => 'english',
        'status' => 'Active',
        'datecreated' => '2026-01-01',
    ];

    /** @var list<string> */
    private array $credentials = [];

    /** @return list<string> one line for each login */
    public function credentials(): array
    {
        return $this->credentials;
    }

    public function ensureAdmin(?string $password): void
    {
        if (!Capsule::table('tbladmins')->where('username', self::ADMIN)->exists()) {
            $password ??= self::randomPassword();
            Capsule::table('tbladmins')->insert([
                'username' => self::ADMIN,
                'roleid' => 1,
                'firstname' => 'Alex',
                'lastname' => 'Admin',
                'email' => 'admin@example.com',
            ]);
        }
        $this->setPassword('tbladmins', 'username', self::ADMIN, $password);
    }

    public function ensureClient(?string $password): void
    {
        if (!Capsule::table('tblusers')->where('email', self::EMAIL)->exists()) {
            $password ??= self::randomPassword();
            $client = Capsule::table('tblclients')->insertGetId(self::CLIENT);
            $user = Capsule::table('tblusers')
                ->insertGetId(['first_name' => 'Jane', 'last_name' => 'Doe', 'email' => self::EMAIL]);
            Capsule::table('tblusers_clients')
                ->insert(['auth_user_id' => $user, 'client_id' => $client, 'owner' => 1]);
        }
        $this->setPassword('tblusers', 'email', self::EMAIL, $password);
    }

    private function setPassword(string $table, string $column, string $login, ?string $password): void
    {
        if ($password === null) {
            $this->credentials[] = "login {$login} with its password as before";
            return;
        }
        Capsule::table($table)->where($column, $login)
            ->update(['password' => password_hash($password, PASSWORD_DEFAULT)]);
        $this->credentials[] = "login {$login} with password {$password}";
    }

    private static function randomPassword(): string
    {
        return bin2hex(random_bytes(8));
    }
}
