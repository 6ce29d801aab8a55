<?php

declare(strict_types=1);

namespace Host\Install;

/** Tables about customers and staff (contract, section 7.4), each a map of column to kind. */
final class PeopleTables
{
    private const ADDRESS = [
        'firstname' => 'word', 'lastname' => 'word', 'companyname' => 'word', 'email' => 'word', 'address1' => 'word',
        'address2' => 'word', 'city' => 'word', 'state' => 'word', 'postcode' => 'word', 'country' => 'word',
        'phonenumber' => 'word',
    ];

    public const TABLES = [
        'tblclients' => ['id' => 'id'] + self::ADDRESS + [
            'tax_id' => 'word', 'currency' => 'int', 'credit' => 'money', 'taxexempt' => 'int', 'language' => 'word',
            'status' => 'word', 'groupid' => 'int', 'notes' => 'text', 'datecreated' => 'date',
        ],
        'tblcontacts' => ['id' => 'id', 'userid' => 'int'] + self::ADDRESS,
        'tblusers' => [
            'id' => 'id', 'first_name' => 'word', 'last_name' => 'word', 'email' => 'word', 'password' => 'word',
        ],
        'tblusers_clients' => ['id' => 'id', 'auth_user_id' => 'int', 'client_id' => 'int', 'owner' => 'int'],
        'tbladmins' => [
            'id' => 'id', 'roleid' => 'int', 'username' => 'word', 'password' => 'word', 'firstname' => 'word',
            'lastname' => 'word', 'email' => 'word', 'disabled' => 'int',
        ],
        'tbladminperms' => ['roleid' => 'int', 'permid' => 'int'],
    ];
}
