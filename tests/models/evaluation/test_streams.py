"""Evaluation on streams: scoring, reference cuts, and a run of the program on a scene."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.bundle import default_bundle_directory
from models.data.index import OTHER
from models.evaluation.streams import bench
from models.evaluation.streams.scenes import Word
from models.evaluation.streams.scoring import Event, score, sum_up
from models.evaluation.streams.spoken_words import cut_word, speech_bounds

CLIPS = Path(__file__).resolve().parents[2] / "audio"


def word(label: int, start: float, end: float) -> Word:
    return Word(label, start, end, "f.flac", "c/s", 0.5, 20.0, -10.0)


def event(id_: int, kind: str, digit: int | None, start: float, end: float) -> Event:
    return Event(id_, kind, digit, start, end, end + (0.06 if kind == "provisional" else 0.26))


def test_every_outcome_is_counted_once() -> None:
    words = [
        word(1, 1.0, 1.4),  # hit, after a provisional result
        word(2, 2.0, 2.4),  # substituted by 3
        word(3, 3.0, 3.4),  # rejected
        word(4, 4.0, 4.4),  # missed
        word(5, 5.0, 5.4),  # hit, and an insertion in its second half
        word(OTHER, 6.0, 6.8),  # falsely accepted as 9
    ]
    events = [
        event(1, "provisional", 1, 1.0, 1.4),
        event(1, "digit", 1, 1.02, 1.37),
        event(2, "digit", 3, 2.0, 2.4),
        event(3, "rejected", None, 3.0, 3.4),
        event(4, "digit", 5, 5.0, 5.25),
        event(5, "digit", 8, 5.28, 5.4),
        event(6, "provisional", 9, 6.0, 6.3),
        event(6, "withdrawn", None, 6.0, 6.4),
        event(6, "digit", 9, 6.0, 6.8),
        event(7, "digit", 0, 8.0, 8.3),  # no speech: an insertion
    ]
    scores = sum_up([score(words, events, [1, 2, None, 4, 5, None], hours=0.5)])
    assert (scores.words, scores.others, scores.detected) == (5, 1, 4)
    assert (scores.hits, scores.substitutions, scores.rejected, scores.missed) == (2, 1, 1, 1)
    assert (scores.reference_hits, scores.lost) == (4, 2)  # words 2 and 4 are lost
    assert (scores.inserted, scores.false_accepts, scores.withdrawn) == (2, 1, 1)
    assert scores.provisional_ms[0] == pytest.approx(60.0)
    assert scores.onset_ms[0] == pytest.approx(0.0)


def test_a_result_that_spans_two_words_matches_one_of_them() -> None:
    words = [word(1, 1.0, 1.4), word(2, 1.6, 2.1)]
    scores = sum_up([score(words, [event(1, "digit", 2, 1.0, 2.1)], [1, 2], hours=1.0)])
    assert (scores.detected, scores.missed, scores.hits, scores.lost) == (1, 1, 1, 1)


def test_cut_words_are_complete() -> None:
    samples = load(CLIPS / "6_slt_0.flac")
    first, last = speech_bounds(samples)
    assert 0.3 * SAMPLE_RATE < first < last < len(samples) - 0.3 * SAMPLE_RATE
    spoken = cut_word(CLIPS / "6_slt_0.flac", is_digit=True)
    assert spoken is not None
    assert spoken.last - spoken.first == last - first
    np.testing.assert_array_equal(spoken.samples[spoken.first : spoken.last], samples[first:last])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tests' clips, in the layout of a corpus with two speakers."""
    folder = tmp_path / "data"
    for clip in CLIPS.glob("[0-9]_*.flac"):
        speaker = folder / "digits" / "flite" / clip.stem.split("_")[1]
        speaker.mkdir(parents=True, exist_ok=True)
        shutil.copy(clip, speaker)
    words = folder / "words" / "flite"
    words.mkdir(parents=True)
    for clip in CLIPS.glob("word_*.flac"):
        shutil.copy(clip, words)
    monkeypatch.setenv("SPOKEN_DIGITS_DATA", str(folder))
    monkeypatch.setattr(bench, "OUT", tmp_path / "out")
    return tmp_path / "out"


@pytest.mark.slow
def test_the_program_is_run_on_a_scene(data: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bundle = str(default_bundle_directory())
    code = bench.main(["--bundle", bundle, "--scenes", "reference", "--takes", "5"])
    scores = json.loads((data / "stream.json").read_text())["reference"]
    assert scores["words"] == 10
    assert scores["speakers"] == 2
    assert scores["detected"] == 10
    assert scores["lost"] <= 1
    assert code == (0 if scores["lost"] == scores["inserted"] == 0 else 1)
    assert (data / "stream.png").stat().st_size > 1_000
    assert "detected 100.00 %" in capsys.readouterr().out


def test_a_missing_bundle_is_reported_in_one_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--bundle", str(tmp_path / "nowhere")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_digit_has_priority_over_a_rejection_with_more_overlap() -> None:
    events = [event(1, "digit", 6, 1.0, 1.3), event(2, "rejected", None, 1.35, 1.8)]
    scores = sum_up([score([word(6, 1.0, 1.8)], events, [None], hours=1.0)])
    assert (scores.hits, scores.inserted, scores.lost, scores.gained) == (1, 0, 0, 1)
