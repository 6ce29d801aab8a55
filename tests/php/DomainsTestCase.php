<?php

declare(strict_types=1);

namespace Ispbridge\Tests;

use Illuminate\Database\Schema\Blueprint;
use WHMCS\Database\Capsule;

/**
 * A test with WHMCS' own domains in the database.
 */
abstract class DomainsTestCase extends DatabaseTestCase
{
    protected function setUp(): void
    {
        parent::setUp();
        Capsule::schema()->create('tbldomains', static function (Blueprint $table): void {
            $table->increments('id');
            foreach (['domain', 'status', 'registrar'] as $column) {
                $table->string($column);
            }
            foreach (['expirydate', 'nextduedate', 'nextinvoicedate'] as $column) {
                $table->date($column)->nullable();
            }
            $table->integer('idprotection')->default(0);
        });
    }

    /** @param array<string, mixed> $more */
    protected function domain(int $id, array $more = []): void
    {
        Capsule::table('tbldomains')->insert($more + [
            'id' => $id, 'domain' => "domain{$id}.com", 'status' => 'Active', 'registrar' => 'ispapi',
            'expirydate' => '2026-01-01', 'nextduedate' => '2025-12-22', 'nextinvoicedate' => '2025-12-22',
        ]);
    }

    /** @return array<string, mixed> */
    protected function dates(int $id): array
    {
        return (array) Capsule::table('tbldomains')->where('id', $id)->first(['expirydate', 'nextduedate', 'nextinvoicedate']);
    }

    /** @return list<array{0: string, 1: array, 2: array}> kind, before and after of all rows of the audit */
    protected function audit(): array
    {
        $row = static fn (\stdClass $row): array => [
            $row->kind, json_decode($row->before_image, true), json_decode($row->after_image, true),
        ];
        return array_map($row, Capsule::table('mod_ispbridge_audit')->orderBy('id')->get()->all());
    }
}
