"""What is said about a number that was not typed."""

from __future__ import annotations

import pytest

from desktop.dictation.outcome import Outcome
from desktop.window.output.typing_texts import outcome_text


@pytest.mark.parametrize(("number", "count"), [("8", "1 digit"), ("86", "2 digits")])
def test_the_count_of_digits_is_correct_english(number: str, count: str) -> None:
    outcome = Outcome("not_typed", number, "length", detail="4")
    text = outcome_text(outcome)
    assert text == f"Not typed. {count} instead of 4, which Settings, Typing requires."


def test_a_number_that_stays_where_it_was_typed_is_not_called_not_typed() -> None:
    outcome = Outcome("not_typed", "86", "locked", is_undo=True)
    assert outcome_text(outcome) == "Not taken back. The screen is locked."


def test_why_a_number_waited_is_said_when_another_one_followed() -> None:
    texts = [
        outcome_text(Outcome("not_typed", "12", "replaced", detail=detail))
        for detail in ("doubtful", "cut")
    ]
    assert texts == [
        "Not typed. It was not sure, and another number followed.",
        "Not typed. It was perhaps not complete, and another number followed.",
    ]
