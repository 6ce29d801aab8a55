<?php

declare(strict_types=1);

namespace Host\Install;

/** Tables about prices, orders and invoices (contract, sections 7.3 and 7.4), each a map of column to kind. */
final class OrderTables
{
    public const TABLES = [
        'tblcurrencies' => [
            'id' => 'id', 'code' => 'word', 'prefix' => 'word', 'suffix' => 'word', 'format' => 'int', 'rate' => 'rate',
            'default' => 'int',
        ],
        'tblpricing' => [
            'id' => 'id', 'type' => 'word', 'currency' => 'int', 'relid' => 'int', 'msetupfee' => 'money',
            'qsetupfee' => 'money', 'ssetupfee' => 'money', 'asetupfee' => 'money', 'bsetupfee' => 'money',
            'tsetupfee' => 'money', 'monthly' => 'money', 'quarterly' => 'money', 'semiannually' => 'money',
            'annually' => 'money', 'biennially' => 'money', 'triennially' => 'money',
        ],
        'tblorders' => [
            'id' => 'id', 'ordernum' => 'word', 'userid' => 'int', 'contactid' => 'int', 'date' => 'datetime',
            'nameservers' => 'text', 'transfersecret' => 'text', 'status' => 'word', 'ipaddress' => 'word',
            'invoiceid' => 'int', 'amount' => 'money', 'paymentmethod' => 'word',
        ],
        'tblinvoices' => [
            'id' => 'id', 'userid' => 'int', 'date' => 'date', 'duedate' => 'date', 'datepaid' => 'datetime',
            'total' => 'money', 'status' => 'word', 'paymentmethod' => 'word',
        ],
        'tblinvoiceitems' => [
            'id' => 'id', 'invoiceid' => 'int', 'userid' => 'int', 'type' => 'word', 'relid' => 'int',
            'description' => 'text', 'amount' => 'money',
        ],
    ];
}
