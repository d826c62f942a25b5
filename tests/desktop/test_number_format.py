"""Grouping, length, and the way from one text to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.number_format import NumberFormat, correction, is_ending, is_grouping

DIGITS = st.text("0123456789", max_size=30)


@pytest.mark.parametrize(
    ("groups", "digits", "expected"),
    [
        ("", "017155501", "017155501"),
        ("4 3 2", "017155501", "0171 555 01"),
        ("4 3 2", "0171", "0171"),
        ("4 3 2", "01715", "0171 5"),
        ("4 3 2", "01715550123", "0171 555 0123"),
        ("3-3-4", "5551234567", "555-123-4567"),
        ("1.2/3", "123456789", "1.23/456789"),
        ("2", "1234", "1234"),
        ("4 3", "", ""),
    ],
)
def test_groups(groups: str, digits: str, expected: str) -> None:
    assert NumberFormat(groups=groups).grouped(digits) == expected


@given(DIGITS, st.lists(st.integers(1, 9), min_size=1, max_size=5))
def test_groups_change_no_digit_and_each_prefix_only_grows(digits: str, sizes: list[int]) -> None:
    numbers = NumberFormat(groups=" ".join(map(str, sizes)))
    assert numbers.grouped(digits).replace(" ", "") == digits
    assert numbers.grouped(digits).startswith(numbers.grouped(digits[:-1]))


@pytest.mark.parametrize("text", ["4 3 2", "", "10", "3-3-4", "2.2"])
def test_valid_groupings(text: str) -> None:
    assert is_grouping(text)


@pytest.mark.parametrize("text", ["4  3", "a", "0 3", "4 ", " 4", "4x3", "-3", "4 3 0", "100"])
def test_invalid_groupings(text: str) -> None:
    assert not is_grouping(text)


def test_endings() -> None:
    assert all(map(is_ending, ("", " ", "\n", "\t", "; ", " kg\n", "x" * 40)))
    assert not any(map(is_ending, ("\b", "\x1b", "x" * 41, "\x00")))


@given(DIGITS, DIGITS)
def test_correction_leads_to_what_is_wanted(typed: str, wanted: str) -> None:
    count, text = correction(typed, wanted)
    assert typed[: len(typed) - count] + text == wanted


def test_correction_keeps_what_is_right() -> None:
    assert correction("123", "1234") == (0, "4")
    assert correction("123", "123") == (0, "")
    assert correction("12 3", "") == (4, "")


def test_length() -> None:
    assert NumberFormat(length=6).is_right_length("123456")
    assert not NumberFormat(length=6).is_right_length("12345")
    assert NumberFormat().is_right_length("1")
