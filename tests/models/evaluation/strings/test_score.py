"""Scores of recognized strings: edits, intervals and the report's tables."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.evaluation.strings.report import SETS, as_text, measure
from models.evaluation.strings.score import (
    Edits,
    Heard,
    by_length,
    by_pace,
    edits_between,
    score_row,
)

DIGITS = st.text("0123456789", max_size=8)


@pytest.mark.parametrize(
    ("said", "heard", "edits"),
    [
        ("427", "427", Edits(0, 0, 0)),
        ("222", "22", Edits(0, 1, 0)),
        ("22", "222", Edits(1, 0, 0)),
        ("427", "457", Edits(0, 0, 1)),
        ("427", "4?7", Edits(0, 0, 1)),
        ("427", "", Edits(0, 3, 0)),
        ("", "9", Edits(1, 0, 0)),
        ("1234", "2345", Edits(1, 1, 0)),
    ],
)
def test_edits(said: str, heard: str, edits: Edits) -> None:
    assert edits_between(said, heard) == edits


@given(said=DIGITS, heard=DIGITS)
def test_the_distance_is_a_metric(said: str, heard: str) -> None:
    edits = edits_between(said, heard)
    assert (edits.distance == 0) == (said == heard)
    assert edits.insertions - edits.deletions == len(heard) - len(said)
    assert edits.distance <= max(len(said), len(heard))
    assert edits_between(heard, said).distance == edits.distance


def heard_of(speaker: str, right: int, count: int) -> list[Heard]:
    """Numbers of a speaker, `right` of which are recognized; the others lack a digit."""
    return [Heard(speaker, "1234", "1234" if n < right else "134", 3.0) for n in range(count)]


def test_shares_and_intervals() -> None:
    found = [*heard_of("anna", 10, 10), *heard_of("bert", 5, 10), *heard_of("carl", 9, 10)]
    row = score_row("all", found)
    assert (row["speakers"], row["numbers"], row["digits"]) == (3, 30, 120)
    assert row["numbers_right"] == pytest.approx(24 / 30)
    assert row["digits_right"] == pytest.approx(1 - 6 / 120)
    assert (row["insertions"], row["deletions"], row["substitutions"]) == (0, 6, 0)
    low, high = row["numbers_interval"]
    low_people, high_people = row["numbers_interval_people"]
    # Speakers differ more than numbers would by chance.
    assert low_people < low < row["numbers_right"] < high <= high_people
    low, high = row["digits_interval_people"]
    assert low < row["digits_right"] < high


def test_more_insertions_than_digits_are_no_negative_share_of_a_speaker() -> None:
    row = score_row("all", [Heard("anna", "1", "12345", 2.0), Heard("bert", "12", "12", 2.0)])
    assert row["digits_right"] == pytest.approx(1 - 4 / 3)
    assert all(0.0 <= bound <= 1.0 for bound in row["digits_interval_people"])


def test_groups_by_pace_and_length() -> None:
    found = [
        Heard("anna", "12", "12", 1.5),
        Heard("anna", "1234", "1234", 3.5),
        Heard("bert", "123456789", "12345678", 5.0),
    ]
    assert [(row["name"], row["numbers"]) for row in by_pace(found)] == [
        ("below 2", 1),
        ("3 to 4", 1),
        ("4 and more", 1),
    ]
    assert [(row["name"], row["digits"]) for row in by_length(found)] == [
        ("up to 3", 2),
        ("4 to 5", 4),
        ("8 and more", 9),
    ]


def test_the_report_names_all_errors() -> None:
    found = [*heard_of("anna", 2, 3), *heard_of("bert", 3, 3), *heard_of("carl", 3, 3)]
    metrics = measure({"joined": found, "recorded": found[:2]})
    assert [row["name"] for row in metrics["sets"]] == ["joined", "recorded"]
    assert metrics["wrong"]["joined"] == [{"speaker": "anna", "said": "1234", "heard": "134"}]
    text = as_text(metrics)
    assert "joined: 1 numbers wrong" in text
    assert "100.00 % [unknown]" in text  # two speakers or fewer
    assert all(content in text for content in SETS.values())
