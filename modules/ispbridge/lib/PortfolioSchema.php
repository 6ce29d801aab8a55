<?php

declare(strict_types=1);

namespace Ispbridge\Whmcs;

/**
 * The tables of the synchronisation, as steps of the Schema.
 */
final class PortfolioSchema
{
    /** Table => columns and indexes, as in Schema. */
    public const STEPS = [
        ['mod_ispbridge_snapshot', [
            'name CHAR(64) NOT NULL PRIMARY KEY', 'scope_hash CHAR(64) NOT NULL', 'domain_hash CHAR(64) NOT NULL',
            'domain VARCHAR(255) NOT NULL', 'facts TEXT NOT NULL', 'seen_at BIGINT NOT NULL', 'touched_at BIGINT NOT NULL',
        ], ['snapshot_scope' => 'scope_hash, seen_at', 'snapshot_domain' => 'domain_hash']],
        ['mod_ispbridge_findings', [
            '{id}', 'scope_hash CHAR(64) NOT NULL', 'domain_id BIGINT NOT NULL', 'domain VARCHAR(255) NOT NULL',
            'kind VARCHAR(16) NOT NULL', 'value VARCHAR(64) NOT NULL', 'message TEXT NOT NULL', 'accepted BIGINT NOT NULL',
            'found_at BIGINT NOT NULL', 'UNIQUE (scope_hash, domain_id, kind)',
        ], ['findings_domain' => 'domain_id']],
        ['mod_ispbridge_audit', [
            '{id}', 'scope_hash CHAR(64) NOT NULL', 'kind VARCHAR(16) NOT NULL', 'domain_id BIGINT NOT NULL',
            'domain VARCHAR(255) NOT NULL', 'before_image TEXT NOT NULL', 'after_image TEXT NOT NULL',
            'trace VARCHAR(64) NOT NULL', 'made_at BIGINT NOT NULL',
        ], ['audit_kind' => 'scope_hash, kind, made_at', 'audit_domain' => 'domain_id']],
        ['mod_ispbridge_passes', [
            'name CHAR(64) NOT NULL PRIMARY KEY', 'subject TEXT NOT NULL', 'place TEXT NOT NULL', 'wanted BIGINT NOT NULL',
            'moved_at BIGINT NOT NULL', 'finished_at BIGINT NOT NULL',
        ], []],
    ];
}
