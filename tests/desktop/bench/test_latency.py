"""The latency benchmark does not delay what it measures, and counts every word."""

from __future__ import annotations

import json
import subprocess
import sys
from typing import Any

import numpy as np

from core.audio import SAMPLE_RATE
from desktop.bench.latency import EventReader, times_of_events
from desktop.bench.played_words import Word, fates, words_in_a_row

WORDS = [Word(digit, begin, begin + 1.0) for digit, begin in ((4, 1.0), (7, 3.0), (2, 5.0))]


def final(start: float, digit: int | None, rejected: str | None = None) -> dict[str, Any]:
    kind = "rejected" if digit is None else "digit"
    return {
        "type": kind, "digit": digit, "rejected": rejected, "start": start, "end": start + 0.4
    }  # fmt: skip


def test_a_full_pipe_does_not_stop_the_measured_program():
    # Five times as much as a pipe holds.
    script = (
        "import json, sys\n"
        "print(json.dumps({'type': 'device', 'state': 'listening'}), flush=True)\n"
        "for n in range(500):\n"
        "    print(json.dumps({'type': 'digit', 'id': n, 'padding': 'x' * 600}), flush=True)\n"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script], stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        reader = EventReader(program.stdout)
        reader.wait_for_listening()
        assert program.wait(timeout=60) == 0
        events = reader.wait_for_end(timeout=60)
    assert [event["id"] for event in events[1:]] == list(range(500))


def test_the_reader_does_not_wait_for_a_program_that_has_ended():
    reader = EventReader(iter([json.dumps({"type": "device", "state": "no_device"})]))
    reader.wait_for_listening()
    assert len(reader.wait_for_end(timeout=60)) == 1


def test_words_are_matched_at_any_offset_of_stream_time():
    for began in (0.0, 2.7):
        heard = [
            final(began + 1.3, 4),
            final(began + 3.2, None, "unsure"),
            final(began + 4.4, None, "too_short"),  # in the pause
        ]
        told = fates(WORDS, heard)
        assert (told["right"], told["wrong"], told["not_found"]) == (1, 0, 1), began
        assert told["refused"] == {"unsure": 1}
        assert told["beside"] == 1


def test_a_wrong_digit_and_a_second_utterance_are_counted():
    told = fates(WORDS, [final(1.2, 4), final(1.6, 8), final(3.3, 1), final(5.3, 2)])
    assert (told["right"], told["wrong"], told["not_found"]) == (2, 1, 0)
    assert told["beside"] == 1


def test_without_events_no_word_is_found():
    assert fates(WORDS, [])["not_found"] == len(WORDS)


def test_the_positions_of_the_words_are_correct():
    sound, words = words_in_a_row(4)
    for word, after in zip(words, [*words[1:], None], strict=True):
        begin, end = round(word.begin * SAMPLE_RATE), round(word.end * SAMPLE_RATE)
        assert np.abs(sound[begin:end]).max() > 0.2
        assert not sound[end : None if after is None else round(after.begin * SAMPLE_RATE)].any()


def test_a_withdrawn_result_does_not_count():
    stages = {"heard_to_shown": 90.0, "mlp": 1.0}
    early = {"type": "provisional", "id": 1, "latency_ms": 2.0, "stages_ms": stages}
    late = {**early, "stages_ms": {**stages, "heard_to_shown": 120.0}}
    told = {**late, "type": "digit", "stages_ms": {**stages, "heard_to_shown": 300.0}}
    times = times_of_events([early, {"type": "withdrawn", "id": 1}, late, told])
    assert times["provisional"] == [120.0]
    assert times["final"] == [300.0]
