"""The benchmark page has the figures of the record, and names what is missing."""

import json

from tests.harness.program import REPOSITORY
from tests.trials.benchmarks.page import page
from tests.trials.benchmarks.run import served_parts

METRICS = json.loads((REPOSITORY / "models/digits/report/metrics.json").read_text())
STRINGS = json.loads((REPOSITORY / "models/digits/report/strings.json").read_text())
SERVED = """\
{"minute": 1, "server": 60.0}
{"part": "recordings", "connections": 16, "a_second": 275.3, "requests": 16520, "seconds": 60.0, \
"p50_ms": 56.2, "p99_ms": 80.4, "max_ms": 90.1, "answers": {"200": 16520, "503": 0}, \
"errors": {"connect": 0, "read": 0, "write": 0, "timeout": 2}, "cores": 2, \
"cores_used": {"server": 0.2, "workers": 1.6, "clients": 0.03, "other programs": 0.04}}
{"part": "streams", "streams": 50, "seconds": 20, "events": 2500, "streams_closed_early": 0, \
"streams_with_other_events": 0, "later_than_100_ms": 0, \
"block_to_event_ms": {"p50": 9.1, "p95": 30.0, "p99": 61.5, "max": 82.0}, \
"last_sound_to_final_ms": {"p50": 301.2, "p95": 344.0, "p99": 361.0, "max": 380.0}}
"""
"""Lines of ``make serve-trial``."""

SPREAD = {"p50": 101.5, "p95": 153.7, "p99": 170.8}
PARTS = ("pause", "capture", "queue", "segment", "features", "mlp", "decision", "display")
RECORD = {
    "when": "2026-11-25",
    "commit": "abc1234",
    "load": [0.1, 0.2, 0.3],
    "missing": {"package": "needs root, on Linux"},
    "accuracy": METRICS,
    "live": {
        "words": 60,
        "fates": {"right": 57, "wrong": 2, "not_found": 1},
        "busy_processes": 1,
        "load_average": 1.5,
        "times_ms": {
            "provisional": SPREAD,
            "final": {"p50": 304.0, "p95": 353.8, "p99": 371.3},
            "answer": {"p50": 1.9, "p95": 2.8, "p99": 3.2},
            **{f"{kind}: {part}": SPREAD for kind in ("provisional", "final") for part in PARTS},
        },
        "budgets_ms": {
            "provisional": {"p50": 150.0, "p95": 230.0},
            "final": {"p95": 400.0},
            "answer": {"p99": 5.0},
        },
    },
    "window": {
        "size": [1280, 800],
        "frame_rate": 30,
        "ours": {"visible_s": 0.298, "rss_mb": 149.1, "starts": 10},
        "bare_qt": {"visible_s": 0.11, "rss_mb": 53.7, "ready_s": None},
        "budgets": {"visible_s": 0.6, "rss_mb": 150.0},
    },
}


def test_that_times_stand_beside_their_budgets():
    written = page(RECORD)
    assert (
        "| end of word → provisional digit | 101.5 | 153.7 | 170.8 | p50 150, p95 230 |" in written
    )
    assert "| endpoint → digit | 1.9 | 2.8 | 3.2 | p99 5 |" in written
    assert "57 words were correct, 2 wrong, 1 missed" in written


def test_that_a_window_not_measured_has_no_column():
    written = page(RECORD)
    assert "|  | Spoken Digits | bare Qt window | budget |" in written
    assert "| window visible, s | 0.298 | 0.11 | 0.6 |" in written
    assert "| listening, s |  |  |  |" in written


def test_that_every_corpus_of_the_report_is_there():
    written = page(RECORD)
    for corpus in METRICS["corpora"]:
        assert f"**{100 * corpus['accuracy']:.1f} %**" in written


def test_that_rivals_stand_in_one_table_with_their_names():
    stages = {
        "stages": {"mlp": {"p50_ms": 0.77, "p95_ms": 0.92, "p99_ms": 1.03}},
        "word_end": {},
        "clip_scores": [
            {"name": "spelling_cnn", "accuracy": 0.95, "p50_ms": 1.61, "p99_ms": 2.88, "clips": 100}
        ],
        "baseline": {"size_mb": 93.2, "p50_ms": 60.7, "p99_ms": 108.5},
        "skipped": [{"name": "pocketsphinx", "reason": "not installed"}],
    }
    stages["numbers"] = {
        "spoken": 100,
        "found": 93,
        "number": {"p50_ms": 2.11, "p95_ms": 4.2, "p99_ms": 5.5},
        "shown": {"p50_ms": 160.0, "p95_ms": 260.0, "p99_ms": 300.0},
        "cpu_percent": 2.4,
        "budgets": {"number_p99_ms": 10.0, "shown_p50_ms": 200, "shown_p95_ms": 400, "cpu": 5.0},
    }
    written = page({**RECORD, "stages": stages})
    assert "| end of phrase → number | 2.1 | 4.2 | 5.5 | p99 10 |" in written
    assert (
        "| end of digit → its first result | 160.0 | 260.0 | 300.0 | p50 200, p95 400 |" in written
    )
    assert "93 of 100 digits were found" in written
    assert "2.4 % of a core" in written
    assert "| MLP | 0.77 | 0.92 | 1.03 |" in written
    assert "| SpellingCNN | 95.0 % | 1.61 | 2.88 | 100 |" in written
    assert "| baseline, `model.predict` (93 MB of weights) |  | 60.70 | 108.50 |  |" in written
    assert "| pocketsphinx: not measured, not installed |  |  |  |  |" in written


def test_that_what_is_missing_is_named_and_why():
    assert "| package | needs root, on Linux |" in page(RECORD)
    assert "virtual microphone" in page(RECORD)
    without = {part: found for part, found in RECORD.items() if part != "live"}
    assert "virtual microphone" not in page(without)


def test_that_a_busy_machine_is_admitted():
    assert "The machine was busy" not in page(RECORD)
    assert "The machine was busy" in page({**RECORD, "load": [3.0, 0.2, 0.3]})


def test_that_numbers_stand_beside_other_recognizers():
    written = page({**RECORD, "strings": STRINGS})
    beside = {(one["set"], one["system"]): one for one in STRINGS["beside"]}
    for own in STRINGS["sets"]:
        (row,) = (
            line
            for line in written.splitlines()
            if f" | {own['numbers']} | " in line and "Whisper" not in line and line.count("%") == 6
        )
        cells = [cell.strip() for cell in row.strip("|").split("|")][2:]
        for cell, system in zip(cells, ("ours", "whisper", "sphinx"), strict=True):
            measured = own if system == "ours" else beside[own["name"], system]
            seconds = beside[own["name"], system]["cpu_seconds"]
            assert cell == (
                f"{100 * measured['numbers_right']:.1f} %, "
                f"{100 * measured['digits_right']:.1f} %, {seconds:.2f} s"
            )
    assert "Whisper tiny.en" not in page(RECORD)


def test_that_a_recognizer_that_was_not_measured_has_an_empty_cell():
    only_ours = [one for one in STRINGS["beside"] if one["system"] == "ours"]
    written = page({**RECORD, "strings": {**STRINGS, "beside": only_ours}})
    assert sum(line.endswith("s |  |  |") for line in written.splitlines()) == len(only_ours)
    assert "## Numbers" not in page({**RECORD, "strings": {**STRINGS, "beside": []}})


def test_that_the_servers_throughput_is_there():
    written = page({**RECORD, "served": served_parts(SERVED.splitlines())})
    assert "| clips of one second, 16 connections | 275.3 | 56 | 80 | 2 | 0.04 |" in written
    assert "50 live streams at once, for 20 s: 2,500 events. Streams with other events" in written
    assert "p50 9.1 ms, p99 61.5 ms" in written
    assert "1,000 connections" not in written  # it was not measured
    assert "## The server" not in page(RECORD)
