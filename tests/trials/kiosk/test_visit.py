"""Simulated people at the kiosk, with the real recognizer and state machine."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.bundle import load_bundle
from core.classifier import Classifier
from core.decoding.decoder import Decoder
from core.events import Classification, StageTimings, Utterance
from core.levels import frame_levels
from desktop.kiosk.entry.state import Rules
from tests.trials.kiosk.accuracy import describe, main
from tests.trials.kiosk.people import PACES, PAUSES, Person, Voice
from tests.trials.kiosk.visit import Attempt, Visit

ROOT = Path(__file__).resolve().parents[3]
RULES = Rules()
NAMES = ("slt", "awb")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle(ROOT / "models" / "digits"))


@pytest.fixture(scope="module")
def voice() -> Voice:
    """The synthetic voice of the tests' recordings, which is not used for training."""
    clips = {
        digit: [ROOT / "tests" / "audio" / f"{digit}_{name}_0.flac" for name in NAMES]
        for digit in (1, 6, 7, 9)
    }
    return Voice("flite", "flite", clips)


class ConfusingClassifier(Classifier):
    """Confuses two digits: the wrong one gets three quarters of the probability.

    It judges each word alone.
    """

    def __init__(self, classifier: Classifier, digit: int, other: int) -> None:
        super().__init__(classifier.bundle)
        self._swapped = {digit: other, other: digit}
        self.phrases = None

    def classify(
        self, utterance: Utterance, decoder: Decoder | None = None, offset: float = 0.0
    ) -> tuple[Classification, StageTimings]:
        heard, timings = super().classify(utterance, decoder, offset)
        right = heard.probabilities
        wrong = tuple(right[self._swapped.get(digit, digit)] for digit in range(10))
        mixed = tuple(0.25 * r + 0.75 * w for r, w in zip(right, wrong, strict=True))
        digit = max(range(10), key=lambda d: mixed[d])
        return replace(heard, digit=digit, confidence=mixed[digit], probabilities=mixed), timings


def test_a_number_that_is_recognized_is_entered_without_questions(classifier, voice):
    done = Visit(voice, classifier, RULES, seed=1).run()
    assert done.first == done.entered == done.spoken
    assert (done.asked, done.tapped, done.repeats, done.taps) == (0, 0, 0, 0)
    assert 2.0 < done.seconds < 12.0


def test_a_number_in_one_breath_is_entered_sooner(classifier, voice):
    done = Visit(voice, classifier, RULES, seed=1, style="one breath").run()
    assert done.first == done.entered == done.spoken
    assert (done.asked, done.repeats) == (0, 0)
    assert done.seconds < Visit(voice, classifier, RULES, seed=1).run().seconds - 3 * PAUSES[0] / 2


def test_the_words_of_a_number_in_one_breath_touch(voice):
    def spoken(style):
        """Frames with speech in the first four seconds, and the digits."""
        person = Person(voice, 3, style)
        blocks = person.blocks()
        sound = np.concatenate([next(blocks) for _ in range(200)])
        return np.flatnonzero(frame_levels(sound) > -45.0), person.number

    (slow, said), (quick, same) = spoken("pauses"), spoken("one breath")
    assert said == same
    assert np.diff(slow).max() >= 100 * PAUSES[0] * 0.8
    assert np.diff(quick).max() < 100 * PAUSES[0] * 0.8
    assert np.ptp(quick) * PACES[0] < np.ptp(slow)


def test_without_models_the_program_says_what_to_do(tmp_path, capsys, monkeypatch):
    monkeypatch.setattr("sys.argv", ["accuracy", str(tmp_path)])
    with pytest.raises(SystemExit) as left:
        main()
    assert left.value.code == 1
    assert "make phrases" in capsys.readouterr().err


def test_a_wrong_number_is_said_again_until_it_is_correct(classifier, voice):
    done = Visit(voice, ConfusingClassifier(classifier, 6, 8), RULES, seed=1).run()
    assert done.spoken.count("6") == 1
    assert done.first == done.spoken.replace("6", "8")
    # The first repetition may confirm the number; the second one means that it is wrong.
    assert (done.entered, done.repeats, done.taps) == (done.spoken, 2, 0)


def test_without_repetitions_a_wrong_number_is_sent(classifier, voice):
    done = Visit(voice, ConfusingClassifier(classifier, 6, 8), RULES, seed=1, max_repeats=0).run()
    assert done.first == done.entered == done.spoken.replace("6", "8")


def test_the_summary_separates_the_first_readback_from_the_sent_number():
    at_once = Attempt(
        "a", "fsdd", "pauses", "1234", "1234", "1234", 0, 0, 1.5, 0.99, "1234", 0, 0, 5.0
    )
    tries = [
        at_once,
        replace(at_once, heard="1?34", asked=1, seconds=7.0),
        replace(at_once, heard="1934", first="1934", confirm_pause=3.0, repeats=1, seconds=11.0),
        replace(at_once, heard="1934", first="1934", repeats=2, entered="1934"),
    ]
    summary = describe("all", tries)
    assert (summary["right_at_once"], summary["right_by_asking"]) == (0.25, 0.5)
    assert (summary["wrong_read_back"], summary["right_by_voice"], summary["wrong"]) == (
        0.5,
        0.75,
        0.25,
    )
    assert summary["wrong_read_back_short_pause"] == 0.25
    assert summary["median_seconds"] == 7.0
