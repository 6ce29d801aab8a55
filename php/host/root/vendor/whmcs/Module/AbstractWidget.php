<?php

declare(strict_types=1);

namespace WHMCS\Module;

/**
 * Base of dashboard widgets (contract, section 4.1). Modules declare the properties without types, so they have none.
 *
 * Modules may define a widget in their hooks.php, so the class must exist; the dashboard does not show widgets yet.
 */
abstract class AbstractWidget
{
    /** @var string */
    protected $title = '';
    /** @var string */
    protected $description = '';
    /** @var int */
    protected $weight = 100;
    /** @var int */
    protected $columns = 1;
    /** @var bool */
    protected $wrapper = true;
    /** @var bool */
    protected $draggable = true;
    /** @var bool */
    protected $cache = false;
    /** @var bool */
    protected $cachePerUser = false;
    /** @var int */
    protected $cacheExpiry = 3600;
    /** @var string */
    protected $requiredPermission = '';
    /** @var object|null */
    protected $adminUser = null;

    /** @return mixed */
    abstract public function getData();

    /**
     * @param mixed $data
     * @return string HTML
     */
    abstract public function generateOutput($data);

    /** @return string the class name, without the namespace of widgets */
    public function getId()
    {
        return str_replace('WHMCS\\Module\\Widget\\', '', static::class);
    }

    /** @return string */
    public function getTitle()
    {
        return $this->title;
    }

    /** @return string */
    public function getDescription()
    {
        return $this->description;
    }

    /** @return int */
    public function getColumnSize()
    {
        return $this->columns;
    }

    /** @return int */
    public function getWeight()
    {
        return $this->weight;
    }

    /** @return bool */
    public function showWrapper()
    {
        return $this->wrapper;
    }

    /** @return bool */
    public function isCachable()
    {
        return $this->cache;
    }

    /** @return bool */
    public function isCachedPerUser()
    {
        return $this->cachePerUser;
    }

    /** @return int seconds */
    public function getCacheExpiry()
    {
        return $this->cacheExpiry;
    }

    /** @return string */
    public function getRequiredPermission()
    {
        return $this->requiredPermission;
    }

    /** @return bool */
    public function isDraggable()
    {
        return $this->draggable;
    }

    /**
     * @param bool $forceRefresh
     * @return string HTML
     */
    public function render($forceRefresh = false)
    {
        return $this->generateOutput($this->getData());
    }
}
