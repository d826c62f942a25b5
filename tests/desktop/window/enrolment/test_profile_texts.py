"""Texts about profiles and takes."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

import numpy as np
import pytest

from core.profiles.adaptation import Adaptation, Effect
from core.profiles.profile import Profile, ProfileError, ProfileProblem
from core.profiles.takes import FaultCode
from desktop.enrolment import Answer
from desktop.profiles import Opened
from desktop.window.enrolment.profile_texts import (
    answer_text,
    effect_text,
    opened_texts,
    profile_error_text,
    still_wrong_text,
)


def adapted(effect: Effect | None, adaptation: Adaptation | None) -> Profile:
    return Profile("Ann", "ab", summary="As it was.", effect=effect, adaptation=adaptation)


@pytest.fixture
def adaptation() -> Adaptation:
    return Adaptation(np.eye(1, 8, dtype=np.float32), np.ones((1, 10), np.float32))


def test_the_effect_is_told_in_numbers(adaptation: Adaptation) -> None:
    expected = "Without the profile, 9 of 30 recordings are mistaken or rejected; with it, 2."
    assert effect_text(adapted(Effect(30, 30, 9, 2), adaptation)) == ("The profile helps", expected)
    for effect in (Effect(30, 30, 1, 4), Effect(6, 6, 6, 5), Effect(30, 30, 2, 2)):
        assert effect_text(adapted(effect, adaptation))[0] == "The profile does not help"
    title, text = effect_text(adapted(Effect(30, 30, 0, 0), adaptation))
    assert title == "You are understood without a profile"
    assert "All 30 recordings" in text
    assert "too little to check" in effect_text(adapted(Effect(10, 0, 0, 0), adaptation))[1]


def test_the_digits_that_are_still_mistaken_are_named(adaptation: Adaptation) -> None:
    text = still_wrong_text(adapted(Effect(30, 30, 9, 2, (3, 7)), adaptation))
    assert text.startswith("Still mistaken or rejected: three, seven.")
    assert still_wrong_text(adapted(Effect(30, 30, 9, 0), adaptation)) == ""


def test_a_profile_of_an_earlier_version_keeps_its_summary() -> None:
    assert effect_text(adapted(None, None))[1] == "As it was."


def test_every_problem_has_a_text_of_its_own() -> None:
    problems = [problem for problem in get_args(ProfileProblem) if problem != "other"]
    texts = {profile_error_text(ProfileError("English", problem, "why")) for problem in problems}
    assert len(texts) == len(problems)
    assert not any("English" in text for text in texts)
    assert profile_error_text(ProfileError("English")) == "English"


def test_an_unusable_take_is_asked_for_again() -> None:
    faults = [code for part in get_args(FaultCode) for code in get_args(part)]
    texts = {code: answer_text(Answer("again", 7, "English", fault=code), "de") for code in faults}
    assert texts["too_loud"] == "Too loud. Move back, or lower the gain."
    assert len({texts[code] for code in ("too_short", "too_long", "too_quiet", "too_noisy")}) == 4
    assert not any("English" in text for text in texts.values())


def test_a_doubted_take_is_named_in_the_language_of_the_digits() -> None:
    doubted = Answer("doubted", 7, heard=2)
    text = answer_text(doubted, "de")
    assert text.startswith('That sounded like "zwei". Say "sieben" again.')
    differed = answer_text(replace(doubted, kind="differed"), "de")
    assert "unlike the one before" in differed


def test_what_is_no_digit_is_not_called_too_quiet() -> None:
    refused = Answer("again", 7, fault="not_a_digit")
    assert answer_text(refused, "de") == 'That was not a digit. Say "sieben" again.'


def test_a_profile_of_another_model_is_named(adaptation: Adaptation) -> None:
    profile = Profile("Ann", "ab", adaptation=adaptation)
    assert opened_texts(Opened(profile)) == ("", "")
    assert opened_texts(Opened(profile, "converted"))[0] == "The profile was converted"
    title, message = opened_texts(Opened(profile, "unused"))
    assert title == "The profile is not in use"
    assert "Ann" in message
