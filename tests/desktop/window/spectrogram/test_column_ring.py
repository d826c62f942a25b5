from __future__ import annotations

from typing import Literal

import numpy as np
import pytest

from desktop.window.spectrogram.column_ring import ColumnRing


def numbered(first: int, count: int, rows: int = 3) -> np.ndarray:
    """Make columns that contain their own numbers."""
    return np.tile(np.arange(first, first + count), (rows, 1))


@pytest.mark.parametrize("order", ["C", "F"])
def test_any_window_is_one_slice_of_the_right_columns(order: Literal["C", "F"]) -> None:
    ring = ColumnRing(3, 10, np.int32, order=order)
    rng = np.random.default_rng(0)
    end = 0
    while end < 95:
        count = int(rng.integers(1, 8))
        ring.write(end, numbered(end, count))
        end += count
        for first in range(max(end - 10, 0), end):
            window = ring.window(first, end - first)
            assert window.base is ring.memory
            np.testing.assert_array_equal(window, numbered(first, end - first))


def test_only_the_newest_columns_are_kept():
    ring = ColumnRing(2, 8, np.int32)
    ring.write(0, numbered(0, 3, 2))
    ring.write(3, numbered(3, 30, 2))
    assert (ring.oldest, ring.end) == (25, 33)
    np.testing.assert_array_equal(ring.window(25, 8), numbered(25, 8, 2))


def test_a_gap_is_filled():
    ring = ColumnRing(1, 8, np.int32, fill=-1)
    ring.write(0, numbered(0, 2, 1))
    ring.write(5, numbered(5, 1, 1))
    assert ring.window(0, 6).tolist() == [[0, 1, -1, -1, -1, 5]]


def test_a_gap_longer_than_the_ring_removes_all_older_columns():
    ring = ColumnRing(1, 4, np.int32, fill=-1)
    ring.write(0, numbered(0, 4, 1))
    ring.write(100, numbered(100, 1, 1))
    assert ring.window(97, 4).tolist() == [[-1, -1, -1, 100]]


def test_only_columns_that_are_kept_can_be_overwritten():
    ring = ColumnRing(1, 4, np.int32)
    ring.write(0, numbered(0, 6, 1))
    ring.write(1, np.array([[-7, -7, -7]]))  # of columns 1 to 3, only 2 and 3 are kept
    assert ring.window(2, 4).tolist() == [[-7, -7, 4, 5]]
    assert ring.end == 6


def test_only_columns_that_are_kept_can_be_read():
    ring = ColumnRing(1, 4, np.int32)
    ring.write(0, numbered(0, 6, 1))
    with pytest.raises(IndexError):
        ring.window(1, 2)
    with pytest.raises(IndexError):
        ring.window(4, 3)
    with pytest.raises(IndexError):
        ring.window(2, 5)


def test_clear_removes_all_columns_and_sets_the_next_number():
    ring = ColumnRing(1, 4, np.int32, fill=9)
    ring.write(0, numbered(0, 6, 1))
    ring.clear(end=50)
    assert ring.window(46, 4).tolist() == [[9, 9, 9, 9]]
    ring.write(50, numbered(50, 1, 1))
    assert ring.window(47, 4).tolist() == [[9, 9, 9, 50]]


def test_an_empty_ring_is_refused():
    with pytest.raises(ValueError, match="0 x 4"):
        ColumnRing(0, 4, np.int32)
