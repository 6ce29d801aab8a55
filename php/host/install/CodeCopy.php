<?php

declare(strict_types=1);

namespace Host\Install;

use FilesystemIterator;
use RecursiveDirectoryIterator;
use RecursiveIteratorIterator;

/**
 * Copies code into the web root. A list of what was copied lets the next run remove what is gone from the
 * source and leave alone what somebody added.
 */
final class CodeCopy
{
    private const LIST = '.installed';

    /** @var array<string, string> target, relative to the web root, to source */
    private array $files = [];

    public function __construct(private string $root)
    {
    }

    public function add(string $source, string $under = ''): void
    {
        is_dir($source) || throw new InstallError("{$source} is not a folder");
        $entries = new RecursiveDirectoryIterator($source, FilesystemIterator::SKIP_DOTS);
        foreach (new RecursiveIteratorIterator($entries) as $file) {
            $relative = substr($file->getPathname(), strlen($source) + 1);
            $this->files[$under . $relative] = $file->getPathname();
        }
    }

    /** @return int number of files */
    public function run(): int
    {
        $this->removeStale();
        foreach ($this->files as $target => $source) {
            self::folder(dirname("{$this->root}/{$target}"));
            @copy($source, "{$this->root}/{$target}") || throw new InstallError("cannot write {$this->root}/{$target}");
        }
        file_put_contents("{$this->root}/" . self::LIST, implode("\n", array_keys($this->files)));
        return count($this->files);
    }

    public static function folder(string $folder, int $mode = 0755): void
    {
        is_dir($folder) || @mkdir($folder, $mode, true) || throw new InstallError("cannot create the folder {$folder}");
        is_writable($folder) || throw new InstallError("the folder {$folder} is not writable");
    }

    private function removeStale(): void
    {
        $list = (string) @file_get_contents("{$this->root}/" . self::LIST);
        foreach (array_filter(explode("\n", $list)) as $target) {
            if (!isset($this->files[$target])) {
                @unlink("{$this->root}/{$target}");
            }
        }
    }
}
