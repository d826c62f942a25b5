"""People who try the kiosk: what they say runs through the real recognizer and flow."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Classification, StageTimings, Utterance
from desktop.kiosk.entry.state import Rules
from tests.trials.kiosk.accuracy import describe
from tests.trials.kiosk.people import Clip, Voice
from tests.trials.kiosk.visit import Try, Visit

ROOT = Path(__file__).resolve().parents[3]
RULES = Rules()
NAMES = ("slt", "awb")


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle(ROOT / "models" / "digits"))


@pytest.fixture(scope="module")
def voice() -> Voice:
    """The voice of the tests' recordings; it is nobody's, and in no training folder."""
    clips = {
        digit: [Clip(ROOT / "tests" / "audio" / f"{digit}_{name}_0.flac", 0) for name in NAMES]
        for digit in (1, 6, 7, 9)
    }
    return Voice("flite", "flite", clips)


class Mishearing(Classifier):
    """Takes one digit for another, three times out of four."""

    def __init__(self, classifier: Classifier, digit: int, other: int) -> None:
        self._classifier = classifier
        self._swapped = {digit: other, other: digit}

    def classify(self, utterance: Utterance) -> tuple[Classification, StageTimings]:
        heard, timings = self._classifier.classify(utterance)
        right = heard.probabilities
        wrong = tuple(right[self._swapped.get(digit, digit)] for digit in range(10))
        mixed = tuple(0.25 * r + 0.75 * w for r, w in zip(right, wrong, strict=True))
        digit = max(range(10), key=lambda d: mixed[d])
        return replace(heard, digit=digit, confidence=mixed[digit], probabilities=mixed), timings


def test_a_number_that_is_heard_well_is_entered_at_once(classifier, voice):
    done = Visit(voice, {0: classifier}, RULES, seed=1).run()
    assert done.first == done.entered == done.spoken
    assert (done.asked, done.tapped, done.repeats, done.taps) == (0, 0, 0, 0)
    assert 2.0 < done.seconds < 12.0


def test_who_reads_a_wrong_number_says_it_again_until_it_is_right(classifier, voice):
    done = Visit(voice, {0: Mishearing(classifier, 6, 8)}, RULES, seed=1).run()
    assert done.spoken.count("6") == 1
    assert done.first == done.spoken.replace("6", "8")
    # The first time it may have been agreement, the second time it is wrong.
    assert (done.entered, done.repeats, done.taps) == (done.spoken, 2, 0)


def test_who_does_not_look_sends_it_as_it_is(classifier, voice):
    done = Visit(voice, {0: Mishearing(classifier, 6, 8)}, RULES, seed=1, most_repeats=0).run()
    assert done.first == done.entered == done.spoken.replace("6", "8")


def test_the_shares_tell_what_was_read_back_first_from_what_was_sent():
    at_once = Try("a", "fsdd", "1234", "1234", "1234", 0, 0, "1234", 0, 0, 5.0)
    tries = [
        at_once,
        replace(at_once, heard="1?34", asked=1, seconds=7.0),
        replace(at_once, heard="1934", first="1934", repeats=1, seconds=11.0),
        replace(at_once, heard="1934", first="1934", repeats=2, entered="1934"),
    ]
    told = describe("all", tries)
    assert (told["right_at_once"], told["right_by_asking"]) == (0.25, 0.5)
    assert (told["wrong_read_back"], told["right_by_voice"], told["wrong"]) == (0.5, 0.75, 0.25)
    assert told["median_seconds"] == 7.0
