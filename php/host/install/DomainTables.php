<?php

declare(strict_types=1);

namespace Host\Install;

/** Tables about domains (contract, section 7.1), each a map of column to kind. */
final class DomainTables
{
    public const TABLES = [
        'tbldomains' => [
            'id' => 'id', 'userid' => 'int', 'orderid' => 'int', 'type' => 'word', 'registrationdate' => 'date',
            'domain' => 'word', 'firstpaymentamount' => 'money', 'recurringamount' => 'money', 'registrar' => 'word',
            'registrationperiod' => 'int', 'expirydate' => 'date', 'subscriptionid' => 'word', 'promoid' => 'int',
            'status' => 'word', 'nextduedate' => 'date', 'nextinvoicedate' => 'date', 'additionalnotes' => 'text',
            'paymentmethod' => 'word', 'dnsmanagement' => 'int', 'emailforwarding' => 'int', 'idprotection' => 'int',
            'is_premium' => 'nullable', 'donotrenew' => 'int', 'reminders' => 'word', 'synced' => 'int',
        ],
        'tbldomains_extra' => ['id' => 'id', 'domain_id' => 'int', 'name' => 'word', 'value' => 'text'],
        'tbldomainsadditionalfields' => ['id' => 'id', 'domainid' => 'int', 'name' => 'word', 'value' => 'text'],
        'tblregistrars' => ['id' => 'id', 'registrar' => 'word', 'setting' => 'word', 'value' => 'text'],
        'tbldomainpricing' => [
            'id' => 'id', 'extension' => 'word', 'dnsmanagement' => 'int', 'emailforwarding' => 'int',
            'idprotection' => 'int', 'eppcode' => 'int', 'autoreg' => 'word', 'order' => 'int', 'group' => 'word',
            'grace_period' => 'int', 'grace_period_fee' => 'money', 'redemption_grace_period' => 'int',
            'redemption_grace_period_fee' => 'money',
        ],
        'tblmodulequeue' => [
            'id' => 'id', 'service_type' => 'word', 'service_id' => 'int', 'module_name' => 'word',
            'module_action' => 'word', 'last_attempt' => 'datetime', 'last_attempt_error' => 'text',
            'num_retries' => 'int', 'completed' => 'int', 'created_at' => 'datetime', 'updated_at' => 'datetime',
        ],
    ];
}
