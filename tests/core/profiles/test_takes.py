"""Quality checks of takes, and their varied copies."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.audio import load
from core.bundle import load_bundle
from core.classifier import Classifier
from core.events import Utterance
from core.profiles.takes import fault_of, make_take, vary
from core.recognizer import recognize_recording

CLIP = Path(__file__).resolve().parents[2] / "audio" / "7_slt_0.flac"


@pytest.fixture(scope="module")
def classifier() -> Classifier:
    return Classifier(load_bundle())


@pytest.fixture(scope="module")
def utterance(classifier: Classifier) -> Utterance:
    heard = recognize_recording(load(CLIP), classifier).utterance
    assert heard is not None
    return heard


def test_a_good_take_has_no_fault(utterance: Utterance) -> None:
    assert fault_of(utterance) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (lambda u: replace(u, is_overlong=True), "too_long"),
        (lambda u: replace(u, active=0.02), "too_short"),
        (lambda u: replace(u, samples=u.samples * np.float32(1e-4)), "too_quiet"),
        (lambda u: replace(u, samples=np.clip(u.samples * 50, -1, 1)), "too_loud"),
        (lambda u: replace(u, floor_db=-20.0), "too_noisy"),
    ],
)
def test_a_bad_take_has_its_fault_named(utterance: Utterance, change, code: str) -> None:
    fault = fault_of(change(utterance))
    assert fault is not None
    assert fault.code == code
    assert fault.reason.startswith(code.replace("_", " "))


def test_the_noise_floor_of_a_trimmed_recording_is_ignored(utterance: Utterance) -> None:
    assert fault_of(replace(utterance, floor_db=-20.0), has_room=False) is None


def test_copies_are_reproducible_and_differ_from_each_other(utterance: Utterance) -> None:
    copies, again = vary(utterance.samples, 4), vary(utterance.samples, 4)
    assert len({len(copy) for copy in copies}) > 1  # different speeds
    for one, other in zip(copies, again, strict=True):
        assert one.dtype == np.float32
        assert np.isfinite(one).all()
        assert np.array_equal(one, other)


def test_copies_are_recognized_as_the_same_digit(
    utterance: Utterance, classifier: Classifier
) -> None:
    take = make_take(7, utterance.samples, classifier.embed, copies=6)
    assert take.logits.shape == (7, 11)
    assert take.hidden.shape[0] == 7
    assert list(take.logits[:, :10].argmax(axis=1)) == [7] * 7


def test_copies_of_a_click_are_finite() -> None:
    for copy in vary(np.array([0.0, 1.0, 0.0], np.float32), 3):
        assert np.isfinite(copy).all()
