<?php

declare(strict_types=1);

namespace WHMCS\Module\Registrar\Ispapi\Migration;

use RuntimeException;
use WHMCS\Carbon;
use WHMCS\Database\Capsule;

/**
 * What undoes a move: the exact old values, and what the old module had stored. It is written before anything changes: into a
 * file outside the web root, or into the database, in the same transaction.
 */
final class Record
{
    private const TABLE = 'mod_ispbridge_undo';

    private const KIND = 'ispapi migration';

    /** Of one row in the database; a statement may be no longer than the server's smallest packet, 1 MB. */
    private const PART = 400000;

    /** @param array<string, mixed> $content */
    private function __construct(public readonly array $content)
    {
    }

    public static function of(Findings $found): self
    {
        return new self([
            'kind' => self::KIND, 'version' => 1, 'made' => Carbon::now('UTC')->format('Y-m-d H:i:s'),
            'domains' => $found->domains, 'prices' => $found->prices, 'lookup' => $found->lookup,
            'settings' => array_map(static fn (Setting $setting): array => [
                'name' => $setting->name, 'row' => $setting->row, 'old' => $setting->old, 'new' => $setting->new,
            ], $found->written()),
            'export' => array_map(
                static fn (object $row): array => (array) $row,
                Capsule::table('tblregistrars')->where('registrar', Survey::OLD)->orderBy('id')->get()->all()
            ),
        ]);
    }

    /**
     * Writes a file that only its owner may read. A disk that is full is an error, and nothing else has happened by then.
     *
     * @throws RuntimeException where it cannot be written whole
     */
    public function toFile(string $path): void
    {
        $text = json_encode($this->content, JSON_THROW_ON_ERROR | JSON_PRETTY_PRINT) . "\n";
        $mask = umask(0077);
        $file = @fopen($path, 'x');
        umask($mask);
        if ($file === false) {
            throw new RuntimeException("the file {$path} exists already, or cannot be made");
        }
        $isWhole = @fwrite($file, $text) === strlen($text) && fflush($file) && fsync($file);
        fclose($file);
        if (!$isWhole) {
            unlink($path);
            throw new RuntimeException("the file {$path} cannot be written whole; is the disk full?");
        }
    }

    /** @return int the number under which it is found again */
    public function toDatabase(): int
    {
        $subject = bin2hex(random_bytes(16));
        $parts = str_split(json_encode($this->content, JSON_THROW_ON_ERROR), self::PART);
        foreach ($parts as $part => $content) {
            Capsule::table(self::TABLE)->insert(['subject' => $subject, 'kind' => self::KIND, 'part' => $part,
                'content' => $content, 'made_at' => Carbon::now()->getTimestamp()]);
        }
        return (int) Capsule::table(self::TABLE)->where('subject', $subject)->min('id');
    }

    /** @throws RuntimeException|\JsonException for a file that is none of ours */
    public static function ofFile(string $path): self
    {
        $text = @file_get_contents($path);
        return self::read($text === false ? throw new RuntimeException("the file {$path} cannot be read") : $text);
    }

    /** @throws RuntimeException|\JsonException for a number that is none of ours */
    public static function ofDatabase(int $number): self
    {
        $subject = Capsule::table(self::TABLE)->where('id', $number)->where('kind', self::KIND)->value('subject');
        $parts = Capsule::table(self::TABLE)->where('subject', (string) $subject)->orderBy('part')->pluck('content')->all();
        return self::read($parts === [] ? throw new RuntimeException("there is no record {$number}") : implode('', $parts));
    }

    private static function read(string $text): self
    {
        $content = json_decode($text, true, 16, JSON_THROW_ON_ERROR);
        $isOurs = is_array($content) && ($content['kind'] ?? '') === self::KIND && ($content['version'] ?? 0) === 1;
        return $isOurs ? new self($content) : throw new RuntimeException('this is no record of a move');
    }
}
