"""Strings for evaluation, and the choice of the decoder's settings on them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile

from core.audio import SAMPLE_RATE, load
from core.decoding.decoder import DecoderSettings
from core.decoding.viterbi import CLASSES, OTHER_WORD, SILENCE
from core.spectrogram import SpectrogramSettings
from models.data.index import Recording
from models.evaluation.strings import report
from models.evaluation.strings.said import (
    Said,
    joined_strings,
    recorded_strings,
    synthesized_strings,
)
from models.evaluation.strings.settings import (
    WEIGHTS,
    Scored,
    choose_settings,
    decode,
    objective,
    scored,
)
from models.evaluation.strings.stretch import stretch
from models.training.phrases.columns import RecordingColumns, SpokenString, row_of

CLIPS = Path(__file__).resolve().parents[3] / "audio"
SETTINGS = SpectrogramSettings()
PRIORS = np.full(CLASSES, 1.0 / CLASSES, np.float32)


def clips() -> RecordingColumns:
    """The test clips as recordings of two test speakers."""
    paths = sorted(CLIPS.glob("[0-9]_*.flac"))
    rows = [
        row_of(Recording(path, "fsdd", "fsdd/x", int(path.name[0])), SETTINGS) for path in paths
    ]
    known = [row for row in rows if row is not None]
    return RecordingColumns(
        np.concatenate([row[0] for row in known]),
        np.cumsum([0, *(len(row[0]) for row in known)]),
        np.array([row[1] for row in known]),
        np.array([row[2] for row in known]),
        np.array([int(path.name[0]) for path in paths]),
        np.array(["clips/" + path.stem.split("_")[1] for path in paths]),
        np.array(["clips"] * len(paths)),
        np.array(["test"] * len(paths)),
        np.array([str(path) for path in paths]),
    )


@pytest.mark.parametrize("rate", [0.8, 1.0, 1.4])
def test_stretching_keeps_the_pitch(rate: float) -> None:
    times = np.arange(SAMPLE_RATE) / SAMPLE_RATE
    tone = np.sin(2 * np.pi * 200 * times).astype(np.float32)
    played = stretch(tone, rate)
    assert len(played) == int(len(tone) / rate)
    middle = played[2000:-2000]
    spectrum = np.abs(np.fft.rfft(middle * np.hanning(len(middle))))
    loudest = np.fft.rfftfreq(len(middle), 1 / SAMPLE_RATE)[spectrum.argmax()]
    assert loudest == pytest.approx(200, abs=4)


def test_joined_strings_are_of_one_speaker_and_the_same_each_time() -> None:
    recordings = clips()
    strings = joined_strings(recordings, "test", 6, seed=1)
    assert strings == joined_strings(recordings, "test", 6, seed=1)
    for one in strings:
        assert 3 <= len(one.digits) <= 8
        assert one.speaker in set(recordings.speaker.tolist())
        assert one.samples.dtype == np.float32
        assert len(one.samples) / SAMPLE_RATE > one.seconds + 0.8
        assert 0.5 < one.pace < 6
    paused = joined_strings(recordings, "test", 6, seed=1, is_fluent=False)
    assert np.mean([one.pace for one in paused]) < np.mean([one.pace for one in strings])
    assert len(joined_strings(recordings, "test", 1, seed=2)) == 1


def test_only_speakers_of_the_split_are_joined() -> None:
    recordings = clips()
    name = str(recordings.speaker[0])
    mixed = replace(recordings, split=np.where(recordings.speaker == name, "validation", "test"))
    found = joined_strings(mixed, "validation", 5, seed=1)
    assert {one.speaker for one in found} == {name}


def test_recorded_strings_are_found_with_their_digits(tmp_path: Path) -> None:
    folder = tmp_path / "strings" / "corpus"
    folder.mkdir(parents=True)
    samples = np.concatenate([load(CLIPS / f"{digit}_slt_0.flac") for digit in (4, 2)])
    soundfile.write(folder / "a.flac", samples, SAMPLE_RATE)
    (folder / "a.txt").write_text("4 2\n")
    soundfile.write(folder / "without_text.flac", samples, SAMPLE_RATE)
    (found,) = recorded_strings(tmp_path)
    assert (found.digits, found.speaker) == ("42", "corpus")
    assert 0.5 < found.seconds < len(samples) / SAMPLE_RATE


def test_synthesized_strings_are_those_of_held_out_speakers_without_other_words() -> None:
    silence = np.zeros(SAMPLE_RATE, np.float32)
    words = ((1, 0, 4000), (10, 4000, 8000))
    strings = [
        SpokenString(silence, words, "made/a", "native", is_held_out=True),
        SpokenString(silence, words, "made/b", "native", is_held_out=False),
        SpokenString(silence, (*words, (OTHER_WORD, 8000, 9000)), "made/c", "native", True),
    ]
    (found,) = synthesized_strings(strings)
    assert (found.digits, found.speaker, found.seconds) == ("10", "made/a", 0.5)


def said_as(digits: str, margin: float) -> Scored:
    """Log-posteriors in which each state of each digit lasts two steps."""
    steps = [SILENCE] * 3
    for digit in digits:
        steps += [3 * int(digit) + state for state in (0, 0, 1, 1, 2, 2)]
    posteriors = np.full((len(steps) + 3, CLASSES), -margin, np.float32)
    posteriors[np.arange(len(steps)), steps] = 0.0
    posteriors[len(steps) :, SILENCE] = 0.0
    return Scored(digits, posteriors)


def test_settings_that_find_more_digits_are_chosen() -> None:
    strings = [said_as(digits, 1.0) for digits in ("427", "22", "9081")]
    sets = dict.fromkeys(WEIGHTS, strings)
    start = DecoderSettings(word_penalty=-8.0)  # loses digits
    assert decode(strings[0].posteriors, PRIORS, start) != "427"
    chosen = choose_settings(sets, PRIORS, start=start, trials=60)
    assert objective(sets, PRIORS, chosen) > objective(sets, PRIORS, start)
    assert chosen == choose_settings(sets, PRIORS, start=start, trials=60)
    assert chosen.sharpness == start.sharpness


def test_strings_are_scored_by_windows_of_the_app() -> None:
    one = joined_strings(clips(), "test", 1, seed=1)
    patches = SETTINGS.n_frames // 4
    (found,) = scored(one, lambda _: np.zeros((patches, CLASSES), np.float32), SETTINGS)
    assert found.posteriors.shape[1] == CLASSES
    assert len(found.posteriors) == pytest.approx(len(one[0].samples) / 640, abs=2)
    np.testing.assert_allclose(found.posteriors, -np.log(CLASSES), atol=1e-4)


def test_the_report_is_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Through the program's own recognizer, with an utterance for each word."""
    from core.bundle import default_bundle_directory

    one = joined_strings(clips(), "test", 1, seed=3, is_fluent=False)
    heard = report.recognize_all(one, default_bundle_directory(), "strings")
    assert (heard[0].said, heard[0].speaker) == (one[0].digits, one[0].speaker)
    monkeypatch.setattr(report, "recognize_all", lambda *_: heard)
    text = report.write({"paused": one, "synthesized": []}, tmp_path, tmp_path / "report")
    assert (tmp_path / "report" / "strings.txt").read_text() == text + "\n"
    assert (tmp_path / "report" / "strings.json").exists()
    assert isinstance(one[0], Said)
