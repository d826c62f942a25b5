"""``POST /api/predict`` and ``/api/number`` answer like the commands."""

from __future__ import annotations

import io
import json

import numpy as np
import pytest
import soundfile

from core.audio import load
from tests.harness.program import AUDIO, environment, run
from tests.harness.running_server import FORM, RunningServer, form

CLIP = AUDIO / "7_slt_0.flac"

FORMATS = [
    ("WAV", "PCM_16"),
    ("FLAC", "PCM_16"),
    ("OGG", "VORBIS"),
    ("OGG", "OPUS"),
    ("MP3", "MPEG_LAYER_III"),
]


def encoded(samples: np.ndarray, rate: int, kind: str, subtype: str) -> bytes:
    file = io.BytesIO()
    soundfile.write(file, samples, rate, format=kind, subtype=subtype)
    return file.getvalue()


def same_but_time(record: dict, other: dict) -> bool:
    return {**record, "latency_ms": 0, "file": ""} == {**other, "latency_ms": 0, "file": ""}


@pytest.mark.parametrize(("kind", "subtype"), FORMATS)
def test_each_format_is_heard(server: RunningServer, kind: str, subtype: str) -> None:
    body = encoded(load(CLIP), 16_000, kind, subtype)
    answer = server.ask("POST", "/api/predict", body, content_type="audio/x-any")
    assert answer.status == 200
    assert answer.record["digit"] == 7
    assert len(answer.record["probabilities"]) == 10


def test_the_answer_is_that_of_the_command(server: RunningServer, tmp_path) -> None:
    for path, options in (("/api/predict", []), ("/api/number", ["--number"])):
        done = run("predict", "--json", *options, CLIP, env=environment(tmp_path))
        answer = server.ask("POST", path, CLIP.read_bytes())
        assert same_but_time(answer.record, json.loads(done.stdout))


def test_several_recordings_keep_their_order(server: RunningServer) -> None:
    digits = (3, 1, 4, 1, 5, 9, 2, 6)
    parts = [
        ("file", f"{digit}.flac", (AUDIO / f"{digit}_slt_0.flac").read_bytes()) for digit in digits
    ]
    answer = server.ask("POST", "/api/number", form(*parts), content_type=FORM)
    assert [record["file"] for record in answer.record] == [f"{digit}.flac" for digit in digits]
    assert [record["number"] for record in answer.record] == [str(digit) for digit in digits]


def test_one_of_several_that_fails_does_not_stop_the_others(server: RunningServer) -> None:
    clip = CLIP.read_bytes()
    body = form(("file", "no.wav", b"no sound"), ("file", "7.flac", clip), ("file", "e.wav", b""))
    first, second, third = server.ask("POST", "/api/predict", body, content_type=FORM).record
    assert first["file"] == "no.wav"
    assert "is not a recording" in first["error"]
    assert second["digit"] == 7
    assert "empty" in third["error"]


def test_reject_false_always_gives_a_digit(server: RunningServer) -> None:
    word = (AUDIO / "word_computer_slt.flac").read_bytes()
    rejected = server.ask("POST", "/api/predict", word).record
    given = server.ask("POST", "/api/predict?reject=false", word).record
    assert rejected["digit"] is None
    assert rejected["rejected"] is not None
    assert given["digit"] in range(10)


def test_a_form_larger_than_a_megabyte_stays_in_memory(
    server: RunningServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise AssertionError("a temporary file was made")

    monkeypatch.setattr("tempfile.TemporaryFile", refuse)
    samples = np.concatenate([np.zeros(16_000 * 20, np.float32), load(CLIP)])
    body = encoded(np.tile(samples[:, None], 2), 16_000, "WAV", "FLOAT")
    assert len(body) > 2_000_000
    answer = server.ask("POST", "/api/number", form(("file", "a.wav", body)), content_type=FORM)
    assert answer.record["number"] == "7"
