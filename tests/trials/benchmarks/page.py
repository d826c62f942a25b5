"""docs/benchmarks.md, written from the record of one run of ``make bench``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

PICTURE_NAME = "benchmarks.png"

BUSY_LOAD = 1.0
"""A load average above this means that other programs took processor time."""

STAGES = {
    "resample": "resample, a block of 20 ms",
    "segment": "segment, a block of 20 ms",
    "spectrogram": "spectrogram",
    "mlp": "MLP",
    "decision": "decision",
    "answer": "**endpoint → digit**",
}
_CORPORA = {
    "speech_commands": "Speech Commands: crowd-sourced",
    "fsdd": "FSDD: 8 kHz, six men",
    "heidelberg": "Heidelberg: German accents, studio",
    "iitg": "iitg: students, Indian English",
    "audiomnist": "AudioMNIST, mostly 0-3",
    "dku_matty7": "dku_matty7: a student, Chinese accent",
    "jinding": "jinding: a student, Chinese accent",
    "inspektral": "inspektral: Italian accent",
}
_RECOGNIZERS = {
    "spoken-digits": "Spoken Digits",
    "spelling_cnn": "SpellingCNN",
    "pocketsphinx": "PocketSphinx",
}
_NUMBERS = {
    "joined": "words of new speakers, joined without pauses",
    "paused": "the same with pauses of 0.2 to 0.5 s",
    "recorded": "actually said in one breath, 65 of them by one student",
    "synthesized": "synthesized",
}
"""The sets of the report of connected digits."""

_SYSTEMS = {
    "ours": "Spoken Digits",
    "whisper": "Whisper tiny.en (75 MB)",
    "sphinx": "PocketSphinx, grammar of digits",
}
_SERVED = {
    "recordings": "clips of one second, 16 connections",
    "flask": "the same: the web demo that this project started from",
    "connections": "the same clips, 1,000 connections",
}
"""The parts of ``make serve-trial`` that send recordings."""

_PROGRAMS = {"deb": "the .deb", "unpruned": "without pruning"}
_SHOWN = {
    "provisional": "end of word → provisional digit",
    "final": "end of word → final digit",
    "answer": "endpoint → digit",
}
_WAITS = ("provisional", "final")
_PARTS = {
    "pause": "silence until the endpoint",
    "capture": "capture: rest of the block, resampler",
    "queue": "queue",
    "segment": "segment",
    "features": "spectrogram",
    "mlp": "MLP",
    "decision": "decision",
    "display": "display",
}
_WINDOWS = {
    "ours": "Spoken Digits",
    "np_roll_imageitem": "np.roll + ImageItem",
    "bare_qt": "bare Qt window",
    "budgets": "budget",
}
_LOOKED_AT = {
    "visible_s": "window visible, s",
    "ready_s": "listening, s",
    "cpu_percent": "CPU, % of one core",
    "gui_percent": "of which the GUI thread, %",
    "frames_per_s": "frames per second",
    "frame_p50_ms": "time per frame, p50 ms",
    "frame_p99_ms": "time per frame, p99 ms",
    "rss_mb": "resident memory, MB",
}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def page(record: Mapping[str, Any]) -> str:
    """The page, in Markdown."""
    parts = [*_head(record), *_accuracy(record["accuracy"])]
    if beside := record.get("strings", {}).get("beside"):
        parts += _connected(record["strings"]["sets"], beside)
    for name, make in _SECTIONS.items():
        if name in record:
            parts += make(record[name])
    if record["missing"]:
        parts += ["## Not measured in this run"]
        parts += [table(("part", "reason"), sorted(record["missing"].items()))]
    return "\n\n".join(parts) + "\n"


def _head(record: Mapping[str, Any]) -> Iterator[str]:
    stages = record.get("stages", {})
    machine = stages.get("machine", "this machine")
    packages = ", ".join(f"{name} {v}" for name, v in stages.get("packages", {}).items())
    load = "/".join(f"{value:g}" for value in record["load"])
    yield "# Benchmarks"
    yield (
        f"All figures are from one run of `make bench` on {record['when']}, at commit "
        f"{record['commit']}: {machine}; Python {stages.get('python', '?')}, {packages}. The load "
        f"average at the start was {load}."
        + (
            " **The machine was busy**: times are longer than on an idle one, above all the p99."
            if record["load"][0] > BUSY_LOAD
            else ""
        )
    )
    yield (
        "`make bench` writes this page. To run it:\n\n"
        "```\nmake package\nmake package ARGS=--unpruned\nmake bench\n```"
    )


def _accuracy(metrics: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (
            _CORPORA.get(str(one["name"]), str(one["name"])),
            str(one["speakers"]),
            f"{one['clips']:,}",
            (f"**{100 * one['accuracy']:.1f} %** ({100 * one['low']:.1f}-{100 * one['high']:.1f})"),
            f"{100 * one['rejected']:.1f} %",
        )
        for one in metrics["corpora"]
    ]
    yield "## Accuracy"
    yield (
        "Each recording was judged by a network that was not trained on its speaker "
        "(`make evaluate`). Accuracy is without rejection and has its 95 % interval; the last "
        "column is the share of digits rejected with the default thresholds. "
        "[accuracy.md](accuracy.md) explains the method."
    )
    yield table(("recordings", "speakers", "clips", "accuracy", "rejected"), rows)


def _connected(
    sets: Sequence[Mapping[str, Any]], beside: Sequence[Mapping[str, Any]]
) -> Iterator[str]:
    found = {(one["set"], one["system"]): one for one in beside}
    rows: list[tuple[str, ...]] = []
    for own in sets:
        name = str(own["name"])
        # Our own shares are those that every document gives; the processor time is of the same run
        # as that of the others.
        results = {system: found.get((name, system), {}) for system in _SYSTEMS}
        results["ours"] = {**results["ours"], **own}
        cells = [_share(one) for one in results.values()]
        rows.append((_NUMBERS.get(name, name), str(own["numbers"]), *cells))
    yield "## Numbers in one breath"
    yield (
        "Numbers right, digits right, and processor time for each number. None of the speakers is "
        "in the training data of our network (`make strings ARGS=--rivals`; not measured "
        "again by `make bench`). "
        "[accuracy.md](accuracy.md#numbers) describes the recordings."
    )
    yield table(("numbers", "count", *_SYSTEMS.values()), rows)


def _share(result: Mapping[str, Any]) -> str:
    if not result:
        return ""
    shares = [f"{100 * result[share]:.1f} %" for share in ("numbers_right", "digits_right")]
    seconds = [f"{result['cpu_seconds']:.2f} s"] if "cpu_seconds" in result else []
    return ", ".join(shares + seconds)


def _latency(stages: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (STAGES[name], *(f"{one[f'{p}_ms']:.2f}" for p in ("p50", "p95", "p99")))
        for name, one in stages["stages"].items()
    ]
    rows += [
        (f"end of word → {name}", *(f"{one[f'{p}_ms']:.0f}" for p in ("p50", "p95", "p99")))
        for name, one in stages["word_end"].items()
    ]
    yield "## Latency"
    yield (
        "The endpoint is the moment at which the VAD has decided that the word has ended. "
        "The end of a word is its last sound. The clips are processed as one stream; the times "
        "from the end of a word include the result's own time, but no capture and no display."
    )
    yield table(("milliseconds", "p50", "p95", "p99"), rows)
    if numbers := stages.get("numbers"):
        yield from _numbers(numbers)
    rivals = [
        (
            _RECOGNIZERS.get(str(one["name"]), str(one["name"])),
            f"{100 * one['accuracy']:.1f} %",
            f"{one['p50_ms']:.2f}",
            f"{one['p99_ms']:.2f}",
            str(one["clips"]),
        )
        for one in stages["clip_scores"]
    ]
    if baseline := stages.get("baseline"):
        label = f"baseline, `model.predict` ({baseline['size_mb']:.0f} MB of weights)"
        times = (f"{baseline['p50_ms']:.2f}", f"{baseline['p99_ms']:.2f}")
        rivals.append((label, "", *times, ""))
    rivals += [
        (f"{one['name']}: not measured, {one['reason']}", "", "", "", "")
        for one in stages["skipped"]
    ]
    yield (
        "The same clips, one at a time. Each recognizer may have been trained on some of these "
        "speakers; the README has the accuracy for held-out speakers. The baseline is the network "
        "of the web demo that this project started from."
    )
    yield table(("recognizer", "accuracy", "p50 ms", "p99 ms", "clips"), rivals)
    yield f"![Times of the stages and of the recognizers]({PICTURE_NAME})"


def _numbers(numbers: Mapping[str, Any]) -> Iterator[str]:
    budgets = numbers["budgets"]
    rows = [
        (label, *(f"{numbers[name][f'{p}_ms']:.1f}" for p in ("p50", "p95", "p99")), budget)
        for name, label, budget in (
            ("number", "end of phrase → number", f"p99 {budgets['number_p99_ms']:g}"),
            (
                "shown",
                "end of digit → its first result",
                f"p50 {budgets['shown_p50_ms']:g}, p95 {budgets['shown_p95_ms']:g}",
            ),
        )
    ]
    yield (
        "Numbers of ten digits in one breath, joined from the clips: "
        f"{numbers['found']} of {numbers['spoken']} digits were found. While a number is spoken, "
        f"recognition takes {numbers['cpu_percent']:g} % of a core (budget: {budgets['cpu']:g} %)."
    )
    yield table(("milliseconds", "p50", "p95", "p99", "budget"), rows)


def _package(measured: Mapping[str, Any]) -> Iterator[str]:
    columns = {
        "unpacked_mb": "unpacked, MB",
        "deb_mb": ".deb, MB",
        "visible_s": "window visible, s",
        "ready_s": "listening, s",
        "resident_mb": "resident memory, MB",
        "proportional_mb": "proportional set size, MB",
    }
    rows = [
        (
            _PROGRAMS.get(str(name), str(name)),
            *(f"{one[key]:.3g}" if key in one else "" for key in columns),
        )
        for name, one in measured["programs"].items()
    ]
    budgets = measured["budgets"]
    rows.append(("budget", *(f"{budgets[key]:g}" if key in budgets else "" for key in columns)))
    starts = max(one["starts"] for one in measured["programs"].values())
    yield "## The installed program"
    yield (
        f"Version {measured['version']}, medians of {starts} warm starts in an empty Debian "
        "without network. Times are measured from outside: when the screen changes, and when the "
        "sound server reports a recording stream. "
        f"{measured['system']}; load average {'/'.join(f'{v:g}' for v in measured['load'])}."
    )
    yield table(("program", *columns.values()), rows)


def _live(measured: Mapping[str, Any]) -> Iterator[str]:
    times, budgets, fates = measured["times_ms"], measured["budgets_ms"], measured["fates"]
    rows = [
        (
            label,
            *(f"{times[name][p]:g}" for p in ("p50", "p95", "p99")),
            ", ".join(f"{p} {most:g}" for p, most in budgets[name].items()),
        )
        for name, label in _SHOWN.items()
    ]
    yield "## Through a virtual microphone"
    yield (
        f"{measured['words']} recorded words are played into the sound server. Load average "
        f"{measured['load_average']:g}, {measured['busy_processes']} cores kept busy. "
        f"{fates['right']} words were correct, {fates['wrong']} wrong, {fates['not_found']} missed."
    )
    yield table(("milliseconds", "p50", "p95", "p99", "budget"), rows)
    yield "By stage:"
    parts = [
        (label, *(f"{times[f'{kind}: {part}'][p]:g}" for kind in _WAITS for p in ("p50", "p95")))
        for part, label in _PARTS.items()
    ]
    head = [f"{kind}, {p}" for kind in _WAITS for p in ("p50", "p95")]
    yield table(("milliseconds", *head), parts)


def _window(measured: Mapping[str, Any]) -> Iterator[str]:
    def cell(values: Mapping[str, Any], key: str) -> str:
        return "" if values.get(key) is None else f"{values[key]:g}"

    rows = [
        (label, *(cell(measured[who], key) for who in _WINDOWS if who in measured))
        for key, label in _LOOKED_AT.items()
    ]
    wide, high = measured["size"]
    yield "## The window"
    yield (
        f"{wide}x{high}, {measured['frame_rate']} frames per second, off screen, with the demo in "
        f"place of a microphone; medians of {measured['ours']['starts']} starts. For comparison: "
        "the drawing method of friture, which moves the whole image with `np.roll` and shows it in "
        "pyqtgraph's ImageItem, and an empty window."
    )
    yield table(("", *(label for who, label in _WINDOWS.items() if who in measured)), rows)


def _served(parts: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    rows = [
        (
            label,
            f"{one['a_second']:g}",
            f"{one['p50_ms']:.0f}",
            f"{one['p99_ms']:.0f}",
            str(sum(one["errors"].values())),
            f"{one['cores_used']['other programs']:g}",
        )
        for name, label in _SERVED.items()
        if (one := parts.get(name))
    ]
    yield "## The server"
    yield (
        "`spoken-digits serve`, with the load generator wrk on the same cores (`make serve-trial`)."
        " The last column says how many cores other programs used meanwhile; if it is not 0, the "
        "server can do more."
    )
    head = ("recordings", "answers per second", "p50 ms", "p99 ms", "errors", "other cores")
    yield table(head, rows)
    if streams := parts.get("streams"):
        late, final = streams["block_to_event_ms"], streams["last_sound_to_final_ms"]
        yield (
            f"{streams['streams']} live streams at once, for {streams['seconds']:g} s: "
            f"{streams['events']:,} events. Streams with other events than without a server: "
            f"{streams['streams_with_other_events']}. From a block to its event: p50 "
            f"{late['p50']:g} ms, p99 {late['p99']:g} ms. From the last sound of a word to its "
            f"final result: p50 {final['p50']:g} ms, p95 {final['p95']:g} ms."
        )


_SECTIONS = {
    "stages": _latency,
    "package": _package,
    "live": _live,
    "window": _window,
    "served": _served,
}
"""The parts of a record, in the order of the page."""
