<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{$pagetitle} - {$companyname}</title>
<link rel="stylesheet" href="{$base}assets/css/host.css">
{* Output hooks return HTML by contract. *}
{$headoutput|default:'' nofilter}
</head>
<body class="{block name=area}client{/block}">
{$headeroutput|default:'' nofilter}
<a class="skip" href="#content">Skip to the content</a>
<header>
<p class="brand">{$companyname}{block name=brand}{/block}</p>
{block name=navigation}{/block}
</header>
<main id="content">
<h1>{$pagetitle}</h1>
{if $notice}<p class="notice {$notice.type}" role="{if $notice.type eq 'error'}alert{else}status{/if}">{$notice.text}</p>{/if}
{block name=body}{/block}
</main>
<footer><p>Stand-in host for WHMCS modules. Not WHMCS.</p></footer>
{$footeroutput|default:'' nofilter}
</body>
</html>
