"""The stream bench counts right, and runs the program itself on recordings whose truth it knows."""

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
from models.evaluation.streams.scoring import Event, judge, sum_up
from models.evaluation.streams.spoken_words import cut_word, speech_bounds

CLIPS = Path(__file__).resolve().parents[2] / "audio"


def word(label: int, start: float, end: float) -> Word:
    return Word(label, start, end, "f.flac", "c/s", 0.5, 20.0, -10.0)


def event(id_: int, kind: str, digit: int | None, start: float, end: float) -> Event:
    return Event(id_, kind, digit, start, end, end + (0.06 if kind == "provisional" else 0.26))


def test_every_fate_of_a_word_is_counted_once() -> None:
    words = [
        word(1, 1.0, 1.4),  # hit, after a provisional answer
        word(2, 2.0, 2.4),  # taken for a three
        word(3, 3.0, 3.4),  # refused
        word(4, 4.0, 4.4),  # missed
        word(5, 5.0, 5.4),  # hit, and again on its second half
        word(OTHER, 6.0, 6.8),  # taken for a nine
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
        event(7, "digit", 0, 8.0, 8.3),  # nobody spoke
    ]
    scores = sum_up([judge(words, events, [1, 2, None, 4, 5, None], hours=0.5)])
    assert (scores.words, scores.others, scores.detected) == (5, 1, 4)
    assert (scores.hits, scores.substitutions, scores.refused, scores.missed) == (2, 1, 1, 1)
    assert (scores.by_hand, scores.lost) == (4, 2)  # of the right cuts the second and the fourth
    assert (scores.inserted, scores.taken, scores.withdrawn) == (2, 1, 1)
    assert scores.provisional_ms[0] == pytest.approx(60.0)
    assert scores.onset_ms[0] == pytest.approx(0.0)


def test_an_answer_that_spans_two_words_is_about_one_of_them() -> None:
    words = [word(1, 1.0, 1.4), word(2, 1.6, 2.1)]
    scores = sum_up([judge(words, [event(1, "digit", 2, 1.0, 2.1)], [1, 2], hours=1.0)])
    assert (scores.detected, scores.missed, scores.hits, scores.lost) == (1, 1, 1, 1)


def test_words_are_cut_out_with_all_their_sounds() -> None:
    samples = load(CLIPS / "6_slt_0.flac")
    first, last = speech_bounds(samples)
    assert 0.3 * SAMPLE_RATE < first < last < len(samples) - 0.3 * SAMPLE_RATE
    spoken = cut_word(CLIPS / "6_slt_0.flac", is_digit=True)
    assert spoken is not None
    assert spoken.last - spoken.first == last - first
    np.testing.assert_array_equal(spoken.samples[spoken.first : spoken.last], samples[first:last])


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The tests' own clips, laid out as recordings of two people."""
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


def test_the_bench_runs_the_program_on_a_scene(
    data: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    bundle = str(default_bundle_directory())
    code = bench.main(["--bundle", bundle, "--scenes", "bar", "--takes", "5"])
    scores = json.loads((data / "stream.json").read_text())["bar"]
    assert scores["words"] == 10
    assert scores["people"] == 2
    assert scores["detected"] == 10
    assert scores["lost"] <= 1
    assert code == (0 if scores["lost"] == scores["inserted"] == 0 else 1)
    assert (data / "stream.png").stat().st_size > 1_000
    assert "detected 100.00 %" in capsys.readouterr().out


def test_a_missing_bundle_is_one_line(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--bundle", str(tmp_path / "nowhere")]) == 1
    assert len(capsys.readouterr().err.splitlines()) == 1


def test_a_digit_is_the_answer_even_where_a_refusal_covers_more_of_its_word() -> None:
    events = [event(1, "digit", 6, 1.0, 1.3), event(2, "rejected", None, 1.35, 1.8)]
    scores = sum_up([judge([word(6, 1.0, 1.8)], events, [None], hours=1.0)])
    assert (scores.hits, scores.inserted, scores.lost, scores.gained) == (1, 0, 0, 1)
