"""The table of pauses: counts, and shares that follow from them."""

from __future__ import annotations

import pytest

from tests.trials.kiosk.pause import ReadBacks, count, table, too_slow


def attempt(spoken: str, first: str, pause: float = 1.5) -> dict[str, object]:
    return {"spoken": spoken, "first": first, "confirm_pause": pause if first else 0.0}


def test_wrong_read_backs_are_counted_by_their_pause():
    attempts = [
        attempt("1234", "1234"),
        attempt("1234", "1235"),
        attempt("1234", "1239", 3.0),
        attempt("1234", ""),
        attempt("1234", "1234", 3.0),
    ]
    assert count(attempts) == ReadBacks(count=4, wrong_short=1, wrong_long=1)
    with pytest.raises(ValueError, match="read-back"):
        count(attempts[3:4])


def test_half_of_the_people_are_slower_than_the_median_and_a_tenth_than_twice_that():
    assert too_slow(1.5, 1.5) == pytest.approx(0.5)
    assert too_slow(3.0, 1.5) == pytest.approx(0.1, abs=0.005)


def test_the_long_pause_is_twice_the_short_one():
    assert ReadBacks(100, 4, 0).wrong_sent(1.5, 1.5) == pytest.approx(0.02)
    assert ReadBacks(100, 0, 4).wrong_sent(0.75, 1.5) == pytest.approx(0.02)
    assert len(table(ReadBacks(100, 4, 4))) == 9
