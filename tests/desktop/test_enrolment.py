"""Enrolment: which utterances become takes, and what can be taken back or said again."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.audio import SAMPLE_RATE, load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Utterance
from core.profiles.profile import Profile, read_profile
from core.recognizer import recognize_recording
from desktop.enrolment import Enrolment, is_recommended, takes_to_reach
from desktop.profiles import empty_profile

AUDIO = Path(__file__).resolve().parents[1] / "audio"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle())


@pytest.fixture(scope="module")
def said(classifier: Classifier) -> dict[str, Utterance]:
    """The digits by two speakers, by names such as "7_slt"."""
    found: dict[str, Utterance] = {}
    for path in sorted(AUDIO.glob("[0-9]_*_0.flac")):
        utterance = recognize_recording(load(path), classifier).utterance
        assert utterance is not None
        found[path.name.removesuffix("_0.flac")] = replace(utterance, floor_db=-90.0)
    return found


@pytest.fixture
def enrolment(classifier: Classifier, tmp_path: Path) -> Enrolment:
    return start(empty_profile("ann", classifier), classifier, tmp_path, takes=1)


def start(profile: Profile, classifier: Classifier, folder: Path, takes: int) -> Enrolment:
    return Enrolment(profile, classifier, folder / "ann.voice", takes=takes, seed=0)


def another(digit: int, step: int = 1) -> int:
    return (digit + step) % 10


def say(enrolment: Enrolment, said: dict[str, Utterance], step: int = 0, who: str = "slt") -> str:
    """Say the wanted digit, or the one `step` after it; return the kind of the answer."""
    assert enrolment.wanted is not None
    return enrolment.offer(said[f"{another(enrolment.wanted, step)}_{who}"]).kind


def noise(kind: str) -> Utterance:
    """Sounds that are no words, as loud as speech."""
    rng = np.random.default_rng(0)
    samples = rng.normal(0.0, 0.001, SAMPLE_RATE)
    if kind == "hiss":
        samples[4000:12000] += rng.normal(0.0, 0.1, 8000)
    elif kind == "clicks":
        for begin in range(3000, 13000, 2000):
            samples[begin : begin + 40] += rng.normal(0.0, 0.5, 40)
    else:
        time = np.arange(8000) / SAMPLE_RATE
        samples[4000:12000] += 0.2 * np.sin(2 * np.pi * 1000.0 * time)
    return Utterance(1, samples.astype(np.float32), 0.0, 0.25, 0.75, 1.0)


@pytest.mark.parametrize("kind", ["hiss", "clicks", "whistle"])
def test_a_sound_that_is_no_word_is_not_recorded(enrolment, kind) -> None:
    for _ in range(4):
        answer = enrolment.offer(noise(kind))
        assert (answer.kind, answer.fault) == ("again", "not_a_digit")
    assert enrolment.done == 0
    assert enrolment.profile.takes == ()


def test_two_wrong_digits_that_differ_are_not_recorded(enrolment, said) -> None:
    assert say(enrolment, said, step=1) == "doubted"
    assert say(enrolment, said, step=2) == "differed"
    assert say(enrolment, said, step=3) == "differed"
    assert enrolment.done == 0


def test_noise_between_two_wrong_takes_does_not_confirm_them(enrolment, said) -> None:
    assert say(enrolment, said, step=1) == "doubted"
    assert enrolment.offer(noise("hiss")).kind == "again"
    assert say(enrolment, said, step=1) == "doubted"


def test_the_same_word_twice_is_recorded_as_often_as_it_is_wanted(
    classifier, said, tmp_path
) -> None:
    for takes in (1, 3):
        enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes)
        digit = enrolment.wanted
        assert digit is not None
        assert say(enrolment, said, step=1) == "doubted"
        assert say(enrolment, said, step=1) == "confirmed"
        assert enrolment.profile.count(digit) == enrolment.done == min(takes, 2)


@pytest.mark.slow
def test_a_wrong_digit_like_no_take_of_the_wanted_one_is_doubted(
    classifier, said, tmp_path
) -> None:
    """Also if the profile has takes of the wanted digit only."""
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
    digit = enrolment.wanted
    assert say(enrolment, said) == "taken"
    taught = enrolment.profile
    enrolment = start(taught, classifier, tmp_path, takes=2)
    while enrolment.wanted != digit:
        enrolment.offer(said[f"{enrolment.wanted}_slt"])
        enrolment.profile = taught
    assert say(enrolment, said, step=1) == "doubted"


def test_the_last_takes_can_be_taken_back(enrolment, said) -> None:
    assert enrolment.take_back() is None
    first = enrolment.wanted
    say(enrolment, said)
    second = enrolment.wanted
    say(enrolment, said)
    assert (enrolment.recorded, enrolment.done) == (2, 2)
    for digit, left in ((second, 1), (first, 0)):
        answer = enrolment.take_back()
        assert answer is not None
        assert (answer.kind, answer.digit, enrolment.wanted) == ("removed", digit, digit)
        assert len(read_profile(enrolment._path).takes) == enrolment.done == left
    assert not enrolment.can_take_back


def test_a_take_that_was_refused_can_be_kept(enrolment, said) -> None:
    digit = enrolment.wanted
    assert enrolment.keep_pending() is None
    enrolment.offer(noise("hiss"))
    answer = enrolment.keep_pending()
    assert answer is not None
    assert (answer.kind, enrolment.profile.count(digit)) == ("taken", 1)
    assert enrolment.keep_pending() is None  # only once


@pytest.mark.slow
def test_digits_that_are_said_again_replace_the_earlier_takes(classifier, said, tmp_path) -> None:
    enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
    while enrolment.wanted is not None:
        assert say(enrolment, said) == "taken"
    learnt = enrolment.learn()
    enrolment.repeat([3, 7])
    assert (enrolment.done, enrolment.total) == (16, 20)
    assert enrolment.profile is learnt  # until they are said
    while enrolment.wanted is not None:
        assert say(enrolment, said, who="awb") == "taken"
    assert [enrolment.profile.count(digit) for digit in range(10)] == [2] * 10
    kept = [take for take in learnt.takes if take.digit not in (3, 7)]
    assert list(enrolment.profile.takes[: len(kept)]) == kept


@pytest.mark.slow
def test_a_profile_is_recommended_only_if_it_helps(classifier, said, tmp_path) -> None:
    """Whoever is understood anyway needs none; whoever says other digits does."""
    verdicts = {}
    for step in (0, 1):
        enrolment = start(empty_profile("ann", classifier), classifier, tmp_path, takes=2)
        while enrolment.wanted is not None:
            say(enrolment, said, step)
        profile = enrolment.learn()
        assert profile.effect is not None
        assert len(profile.takes) == profile.effect.takes == enrolment.total
        verdicts[profile.effect.verdict] = is_recommended(profile)
    assert verdicts == {"not_needed": False, "helps": True}


@pytest.mark.parametrize(
    ("counts", "chosen", "expected"),
    [
        ([0] * 10, 3, 3),
        ([2] * 10, 3, 3),
        ([3] * 10, 3, 6),
        ([3] * 9 + [1], 3, 3),
        ([8] * 10, 2, 10),
    ],
)
def test_a_complete_profile_gets_as_many_takes_more(counts, chosen, expected) -> None:
    assert takes_to_reach(counts, chosen) == expected
