"""False digits in talk."""

from __future__ import annotations

import shutil
from dataclasses import replace

import pytest

from core.bundle import default_bundle_directory
from core.events import Result, StageTimings
from models.evaluation import talk
from models.evaluation.talk import Heard, as_lines, count_in_talk, heard_in
from models.synthesis.demo import SpokenWord

SENTENCES = (
    SpokenWord(None, "A bag for apples", 1.0, 2.5),
    SpokenWord(None, "Nobody knew", 3.0, 4.0),
)


def result(digit: int, start: float) -> Result:
    return Result(
        1, "digit", digit, 0.9, (0.1,) * 10, 1.0, None, "", start, start + 0.3, start + 0.6,
        StageTimings(),
    )  # fmt: skip


def test_a_word_that_sounds_like_the_digit_excuses_it() -> None:
    results = [result(4, 1.4), result(2, 1.9), result(4, 3.2)]
    provisional = replace(result(4, 1.4), type="provisional")
    assert heard_in([*results, provisional], SENTENCES) == [
        Heard(4, True, "A bag for apples"),
        Heard(2, False, "A bag for apples"),
        Heard(4, False, "Nobody knew"),
    ]


@pytest.mark.skipif(shutil.which("flite") is None, reason="needs Flite: apt-get install flite")
def test_a_digit_in_a_sentence_is_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(talk, "SENTENCES", ("seven", "Nobody knew why the light was on", "four"))
    monkeypatch.setattr(talk, "READERS", talk.READERS[:1])
    counted = count_in_talk(default_bundle_directory())
    assert [one[:2] for one in counted["heard"]] == [[7, False], [4, True]]
    assert (counted["false"], counted["sound_alike"]) == (1, {"4": 1})
    assert counted["low"] < counted["per_hour"] < counted["high"]
    assert any("1 of 1" in line for line in as_lines(counted))
