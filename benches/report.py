"""Turns samples into medians, ratios and a table that says which aims are met."""

import statistics

import portfolio

PARSE_RATIO = 5.0
ENCODE_RATIO = 1.0
OVER_ROUND_TRIP_MILLISECONDS = 1.0
CALL_RATIO = 2.8
MANY_SECONDS = 1.2
FLAT_KILOBYTES = 1024

CALLERS = {
    "bare": "bytes alone, connection kept", "warm": "ispbridge, a reading", "order": "ispbridge, an order (own connection)",
    "curl_kept": "cURL, one handle kept", "curl_new": "cURL, new handle a call"}
FIRST = {"engine_first": "ispbridge, first", "engine_second": "ispbridge, second", "curl_first": "cURL, first", "curl_second": "cURL, second"}
MANY = {"cold": "callMany, first in a process", "warm": "callMany, connections warm", "one_by_one": "one by one, connection warm"}


def spread(samples):
    """The median, and between what the middle nine tenths lie.

    >>> spread([3.0, 1.0, 2.0])
    {'median': 2.0, 'low': 1.0, 'high': 3.0}
    """
    ordered = sorted(samples)
    cut = len(ordered) // 20
    return {"median": statistics.median(ordered), "low": ordered[cut], "high": ordered[-1 - cut]}


def ratio(samples, one, other):
    """The median of the rounds' own ratios.

    >>> ratio({"a": [2.0, 9.0, 4.0], "b": [1.0, 3.0, 1.0]}, "a", "b")
    3.0
    """
    return statistics.median(left / right for left, right in zip(samples[one], samples[other]))


def ratios(samples):
    """How many times as fast as PHP the engine is, and where there is a floor, what reaches it.

    >>> ratios({"php": [1.0], "ispbridge": [3.0], "floor": [4.0]})
    {'ratio': 3.0, 'bound': 4.0}
    """
    bound = {"bound": ratio(samples, "floor", "php")} if "floor" in samples else {}
    return {"ratio": ratio(samples, "ispbridge", "php")} | bound


def summary(results):
    """Every figure as a median with its spread, and the ratios."""
    throughput = {
        subject: {
            text: {name: spread(of_contender) for name, of_contender in samples.items()} | ratios(samples)
            for text, samples in texts.items()}
        for subject, texts in results["throughput"].items()}
    calls = {added: {name: spread(samples) for name, samples in of_way.items()} for added, of_way in results["calls"].items()}
    others = {subject: {name: spread(samples) for name, samples in results[subject].items() if samples} for subject in ("first", "many")}
    return {"throughput": throughput, "calls": calls, **others}


def verdict(value, aim, met, unit):
    """A figure beside its aim."""
    return f"{'met' if met else 'MISSED':<6} {value:.2f}{unit} (aim: {aim})"


def line(name, figures, unit, width=40):
    """A row of one figure."""
    return f"  {name:<{width}} {figures['median']:9.2f} {unit:<5} [{figures['low']:.2f} .. {figures['high']:.2f}]"


def parse_lines(of_text):
    """The aim of parsing. Where PHP's own code cannot make the array that fast, no parser meets it."""
    value, bound = of_text["ratio"], of_text["bound"]
    yield f"PHP's own unserialize of the same array {of_text['floor']['median']:.1f}, {bound:.2f} times"
    if value < PARSE_RATIO and bound < PARSE_RATIO:
        yield f"{'bound':<6} {value:.2f} times (aim: at least {PARSE_RATIO}, beyond {bound:.2f} out of reach)"
    else:
        yield verdict(value, f"at least {PARSE_RATIO}", value >= PARSE_RATIO, " times")


def throughput_lines(figures):
    """Parsing, then encoding."""
    for subject, texts in figures.items():
        yield f"\n{subject}, megabytes a second: PHP, ispbridge in PHP, ispbridge in Rust alone"
        for text, of_text in texts.items():
            contenders = "  ".join(
                f"{of_text[name]['median']:8.1f} [{of_text[name]['low']:.0f} .. {of_text[name]['high']:.0f}]" for name in ("php", "ispbridge", "rust"))
            value = of_text["ratio"]
            yield f"  {text:<16} {contenders}   ispbridge / PHP {value:.2f}"
            encoding = [verdict(value, f"at least {ENCODE_RATIO}", value >= ENCODE_RATIO, " times")]
            yield from (f"  {'':<16} {row}" for row in (parse_lines(of_text) if subject == "parse" else encoding))


def call_lines(figures, calls):
    """Single calls, near and far."""
    for added, of_way in figures.items():
        yield f"\none call over TLS, {added} ms added to the round trip"
        yield from (line(CALLERS[name], of_way[name], "ms") for name in CALLERS)
        # The line's own round trip, not the nominal one: relay and server wake up late, too, and by as much for everyone.
        over = of_way["warm"]["median"] - of_way["bare"]["median"]
        aim = f"at most {OVER_ROUND_TRIP_MILLISECONDS} over bytes alone"
        yield f"  {verdict(over, aim, over <= OVER_ROUND_TRIP_MILLISECONDS, ' ms')}"
        faster = ratio(calls[added], "curl_new", "warm")
        unit = " times as fast as cURL with a new handle"
        yield "  " + (verdict(faster, f"at least {CALL_RATIO}", faster >= CALL_RATIO, unit) if float(added) else f"{'':<6} {faster:.2f}{unit}")


def many_lines(figures, calls, added):
    """Many calls at a time."""
    yield f"\n{calls} calls, {added} ms added to the round trip, 8 at a time"
    if "cold" not in figures:
        yield "  callMany: missing from this build, not measured"
    for name in (name for name in MANY if name in figures):
        yield line(MANY[name], figures[name], "s")
        if name != "one_by_one":
            median = figures[name]["median"]
            yield f"  {verdict(median, f'under {MANY_SECONDS}', median < MANY_SECONDS, ' s')}"


def memory_lines(points):
    """What the process held on its way."""
    yield f"\nmemory of one process over {points[-1]['calls']} calls"
    yield "       calls   resident KB   PHP's own bytes   threads   descriptors"
    for point in points:
        yield f"  {point['calls']:10} {point['kilobytes']:13} {point['php_bytes']:17} {point['threads']:9} {point['descriptors']:13}"
    settled = points[2]  # a tenth of the way: by then every buffer has found its size
    grown = points[-1]["kilobytes"] - settled["kilobytes"]
    yield "  " + verdict(grown, f"flat from call {settled['calls']} on", grown <= FLAT_KILOBYTES, " KB more")


def head_lines(results):
    """On what, and that the contenders agree."""
    yield from (f"{name + ':':<11} {fact}" for name, fact in results["machine"].items())
    yield f"{'load:':<11} {results['load_before']:.2f} before, {results['load_after']:.2f} after (anything near the number of cores: rough figures)"
    compared = results["compared"]
    reference = compared["reference_replies"] + compared["abridged_replies"]
    yield (f"{'equal:':<11} {compared['replies']} replies and {compared['commands']} commands of ours; of the API reference "
           + (f"{reference} and {compared['reference_commands']}" if reference else "none, it is not here"))


def text(results, calls_at_a_time, added):
    """The whole report."""
    figures = summary(results)
    lines = [
        *head_lines(results), *throughput_lines(figures["throughput"]), *call_lines(figures["calls"], results["calls"]),
        "\nthe first call of a process, nothing added to the round trip", *(line(FIRST[name], figures["first"][name], "ms") for name in FIRST),
        *many_lines(figures["many"], calls_at_a_time, added), *memory_lines(results["memory"]),
        *portfolio.lines(results["portfolio"], added, verdict)]
    return "\n".join(lines) + "\n"
