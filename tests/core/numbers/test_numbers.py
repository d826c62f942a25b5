"""Numbers said in one breath, through the shipped model: words of one voice, joined closely."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, Float32Array, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Event, Number, Result, results_of
from core.levels import frame_levels
from core.noise import room_noise
from core.recognizer import Recognizer, recognize_number, recognize_recording

AUDIO = Path(__file__).resolve().parents[2] / "audio"
OVERLAP = round(0.02 * SAMPLE_RATE)


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle())


def word(digit: str, voice: str) -> Float32Array:
    """A word without the silence around it."""
    samples = load(AUDIO / f"{digit}_{voice}_0.flac")
    levels = frame_levels(samples)
    loud = np.flatnonzero(levels > levels.max() - 22.0)
    return samples[loud[0] * 160 : (loud[-1] + 1) * 160]


def spoken(number: str, voice: str) -> Float32Array:
    """A number without pauses, in a quiet room."""
    sound = np.zeros(SAMPLE_RATE, np.float32)
    for digit in number:
        sound, tail = sound[:-OVERLAP], sound[-OVERLAP:]
        following = word(digit, voice)
        following[:OVERLAP] += tail
        sound = np.concatenate([sound, following])
    sound = np.concatenate([sound, np.zeros(SAMPLE_RATE, np.float32)])
    return sound + room_noise(len(sound), seed=1)


def events_of(classifier: Classifier, sound: Float32Array) -> list[Event]:
    recognizer = Recognizer(classifier)
    blocks = (sound[begin : begin + 320] for begin in range(0, len(sound), 320))
    return [*(event for block in blocks for event in recognizer.feed(block)), *recognizer.flush()]


NUMBERS = ("4271", "3805", "222", "99", "6172", "90", "8642", "5316")


@pytest.mark.parametrize("voice", ["awb", "slt"])
def test_most_numbers_said_in_one_breath_are_recognized(classifier: Classifier, voice: str) -> None:
    heard = {
        number: [n.text for n in recognize_number(spoken(number, voice), classifier)]
        for number in NUMBERS
    }
    wrong = {number: texts for number, texts in heard.items() if "".join(texts) != number}
    assert len(wrong) <= 2, wrong


def test_times_in_a_recording_start_at_its_beginning(classifier: Classifier) -> None:
    sound = spoken("4271", "slt")
    (number,) = recognize_number(sound, classifier)
    for digit in number.digits:
        utterance = digit.utterance
        assert utterance is not None
        assert utterance.start == pytest.approx(digit.start, abs=0.05)
        first = round(utterance.samples_start * SAMPLE_RATE)
        middle = slice(first + len(utterance.samples) // 4, first + len(utterance.samples) // 2)
        taken = utterance.samples[len(utterance.samples) // 4 : len(utterance.samples) // 2]
        np.testing.assert_allclose(sound[middle], taken, atol=1e-6)


def test_digits_of_a_number_come_in_order_and_share_a_phrase(classifier: Classifier) -> None:
    events = events_of(classifier, spoken("4271", "slt"))
    (number,) = [event for event in events if isinstance(event, Number)]
    finals = [one for one in results_of(events) if one.type == "digit"]
    assert tuple(finals) == number.digits
    assert [one.start for one in finals] == sorted(one.start for one in finals)
    assert {one.phrase for one in finals} == {number.phrase}
    for first, second in pairwise(finals):
        assert second.start >= first.start + 0.08
    assert number.start == finals[0].start
    assert number.end == finals[-1].end


def test_digits_are_shown_while_the_number_is_still_being_said(classifier: Classifier) -> None:
    events = events_of(classifier, spoken("42719", "slt"))
    results = results_of(events)
    finals = [one for one in results if one.type == "digit"]
    shown = {one.id for one in results if one.type == "provisional"}
    assert sum(one.id in shown for one in finals) >= len(finals) - 1
    first_final = next(place for place, one in enumerate(results) if one.type == "digit")
    assert sum(one.type == "provisional" for one in results[:first_final]) >= 3


def test_digits_that_may_be_one_word_have_the_whole_utterance(
    classifier: Classifier, monkeypatch: pytest.MonkeyPatch
) -> None:
    def finals() -> list[Result]:
        events = events_of(classifier, spoken("90", "slt"))
        return [one for one in results_of(events) if one.type == "digit"]

    assert [one.as_one for one in finals()] == [None, None]  # two words
    monkeypatch.setattr("core.numbers.phrases.may_be_one", lambda heard, digits: True)
    first, second = finals()
    assert first.as_one is not None
    assert first.as_one is second.as_one
    assert first.as_one.start == pytest.approx(first.start, abs=0.1)
    assert first.as_one.end == pytest.approx(second.end, abs=0.1)


def test_predict_of_several_digits_says_so(classifier: Classifier) -> None:
    result = recognize_recording(spoken("4271", "slt"), classifier)
    assert result.rejected == "several_digits"
    assert result.digit is None


def test_silence_and_noise_hold_no_number(classifier: Classifier) -> None:
    assert recognize_number(np.zeros(0, np.float32), classifier) == []
    assert recognize_number(np.zeros(SAMPLE_RATE, np.float32), classifier) == []
    assert recognize_number(room_noise(3 * SAMPLE_RATE, seed=2), classifier) == []
