"""The page of `run`, docs/benchmarks.md: from a run's record and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

PICTURE_NAME = "benchmarks.png"

BUSY_LOAD = 1.0
"""Above this, on two cores, others take part of the time."""

STAGES = {
    "resample": "resample, a block of 20 ms",
    "segment": "segment, a block of 20 ms",
    "spectrogram": "spectrogram",
    "mlp": "MLP",
    "decision": "decision",
    "answer": "**VAD close → digit**",
}
_CORPORA = {
    "speech_commands": "Speech Commands: crowd microphones",
    "fsdd": "FSDD: 8 kHz, six men",
    "iitg": "iitg: students, Indian English",
    "audiomnist": "AudioMNIST, mostly 0-3",
    "inspektral": "inspektral: Italian accent",
}
_RECOGNIZERS = {
    "spoken-digits": "Spoken Digits",
    "spelling_cnn": "SpellingCNN",
    "pocketsphinx": "PocketSphinx",
}
_PROGRAMS = {"deb": "the .deb", "unpruned": "nothing pruned"}
_SHOWN = {
    "provisional": "word's end → provisional digit",
    "final": "word's end → final digit",
    "answer": "VAD close → digit",
}
_WAITS = ("provisional", "final")
_PARTS = {
    "pause": "pause, until the VAD closes",
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
    "visible_s": "visible, s",
    "ready_s": "ready to hear, s",
    "cpu_percent": "of one core, %",
    "gui_percent": "of it the GUI's thread, %",
    "frames_per_s": "pictures a second",
    "frame_p50_ms": "a picture, p50 ms",
    "frame_p99_ms": "a picture, p99 ms",
    "rss_mb": "resident, MB",
}


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    """A table in Markdown."""
    rule = ["---"] * len(head)
    return "\n".join(f"| {' | '.join(row)} |" for row in (head, rule, *rows))


def page(record: Mapping[str, Any]) -> str:
    """The page, from a run's record and nothing else."""
    parts = [*_head(record), *_accuracy(record["accuracy"])]
    for name, make in _SECTIONS.items():
        if name in record:
            parts += make(record[name])
    if record["missing"]:
        parts += ["## Not measured in this run"]
        parts += [table(("what", "why"), sorted(record["missing"].items()))]
    return "\n\n".join(parts) + "\n"


def _head(record: Mapping[str, Any]) -> Iterator[str]:
    stages = record.get("stages", {})
    machine = stages.get("machine", "this machine")
    packages = ", ".join(f"{name} {v}" for name, v in stages.get("packages", {}).items())
    load = "/".join(f"{value:g}" for value in record["load"])
    yield "# Benchmarks"
    yield (
        f"All of one run of `make bench`, {record['when']}, commit {record['commit']}: {machine}; "
        f"Python {stages.get('python', '?')}, {packages}. The machine's load at the start was "
        f"{load}."
        + (
            " **It was busy**: the times are longer than the programs need, the rare ones by far."
            if record["load"][0] > BUSY_LOAD
            else ""
        )
    )
    yield "To repeat it:\n\n```\nmake package\nmake package ARGS=--unpruned\nmake bench\n```"


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
    yield "## How right it is"
    yield (
        "Each recording was judged by a model that had never heard its speaker (`make evaluate`). "
        "Without rejection, with the 95 % interval; and what is refused at the shipped thresholds."
    )
    yield table(("recordings of strangers", "people", "clips", "right", "refused"), rows)


def _latency(stages: Mapping[str, Any]) -> Iterator[str]:
    rows = [
        (STAGES[name], *(f"{one[f'{p}_ms']:.2f}" for p in ("p50", "p95", "p99")))
        for name, one in stages["stages"].items()
    ]
    rows += [
        (f"word's end → {name}", *(f"{one[f'{p}_ms']:.0f}" for p in ("p50", "p95", "p99")))
        for name, one in stages["word_end"].items()
    ]
    yield "## How fast it is"
    yield table(("milliseconds", "p50", "p95", "p99"), rows)
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
        "The same clips, one by one. Some of these people may have been trained on, by any of "
        "these: how right each is on strangers is in the README."
    )
    yield table(("recognizer", "right", "p50 ms", "p99 ms", "clips"), rivals)
    yield f"![The times of the stages and of the rivals]({PICTURE_NAME})"


def _package(measured: Mapping[str, Any]) -> Iterator[str]:
    columns = {
        "unpacked_mb": "unpacked, MB",
        "deb_mb": ".deb, MB",
        "visible_s": "visible, s",
        "ready_s": "ready to hear, s",
        "resident_mb": "resident, MB",
        "proportional_mb": "of it its own (PSS), MB",
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
        "without network, seen from outside: the screen changes, the sound server reports the "
        "recording. "
        f"{measured['system']}; load {'/'.join(f'{v:g}' for v in measured['load'])}."
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
        f"{measured['words']} recorded words through the sound server, at a load of "
        f"{measured['load_average']:g} with {measured['busy_processes']} cores kept busy; "
        f"{fates['right']} were right, {fates['wrong']} wrong, {fates['not_found']} not found."
    )
    yield table(("milliseconds", "p50", "p95", "p99", "budget"), rows)
    yield "Where the wait goes:"
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
        f"{wide}x{high}, {measured['frame_rate']} pictures a second, off screen, with the demo in "
        f"the microphone's place; medians of {measured['ours']['starts']} starts. Beside it "
        "friture's drawing approach, the whole picture moved by `np.roll` and given to pyqtgraph's "
        "ImageItem, and a window with nothing in it."
    )
    yield table(("", *(label for who, label in _WINDOWS.items() if who in measured)), rows)


_SECTIONS = {"stages": _latency, "package": _package, "live": _live, "window": _window}
"""The parts of a record, as the page has them one after the other."""
