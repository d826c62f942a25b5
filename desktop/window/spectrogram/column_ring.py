"""The latest columns of an endless picture; each is written twice, so no window ever wraps."""

from __future__ import annotations

import numpy as np
from numpy.typing import DTypeLike, NDArray


class ColumnRing:
    """A picture without a beginning or an end, of which the last `capacity` columns are kept.

    Columns are numbered from the beginning of the stream. Column ``i`` lies in memory at
    ``i % capacity`` and again `capacity` further on, so that any `capacity` columns in a row are
    one slice: nothing is ever moved, as it is with ``np.roll``.

    Parameters
    ----------
    rows : int
        Height of a column.
    capacity : int
        Columns that are kept.
    dtype : dtype
    fill : number
        What stands where no column has been written.
    """

    def __init__(self, rows: int, capacity: int, dtype: DTypeLike, fill: float = 0) -> None:
        if rows < 1 or capacity < 1:
            raise ValueError(f"a ring needs rows and columns, not {rows} x {capacity}")
        self.memory: NDArray = np.full((rows, 2 * capacity), fill, dtype)
        self.capacity = capacity
        self.end = 0
        """Number of the column that comes next; columns ``oldest`` to ``end - 1`` can be read."""
        self._fill = fill

    @property
    def oldest(self) -> int:
        """Number of the first column that is still kept (never written ones hold `fill`)."""
        return self.end - self.capacity

    def clear(self, end: int = 0) -> None:
        """Forget all columns; the next one to come is number `end`."""
        self.memory.fill(self._fill)
        self.end = end

    def write(self, first: int, columns: NDArray) -> None:
        """Put columns into the picture.

        Parameters
        ----------
        first : int
            Number of the first column. A gap after the newest column is filled with `fill`;
            columns that are there already are overwritten.
        columns : ndarray, shape (rows, n)
        """
        last = first + columns.shape[1]
        if first > self.end:
            gap = min(first - self.end, self.capacity)
            self._put(first - gap, np.full((len(self.memory), gap), self._fill, self.memory.dtype))
        self.end = max(self.end, last)
        stale = max(0, self.oldest - first)  # columns that the newest leave no room for
        if stale < columns.shape[1]:
            self._put(first + stale, columns[:, stale:])

    def window(self, first: int, count: int) -> NDArray:
        """Columns ``first`` to ``first + count - 1`` as a view, shape (rows, count).

        Raises
        ------
        IndexError
            Where the ring no longer holds them, or does not yet.
        """
        if count > self.capacity or first < self.oldest or first + count > self.end:
            raise IndexError(
                f"columns {first} to {first + count} are not in {self.oldest} to {self.end}"
            )
        at = self.place(first)
        return self.memory[:, at : at + count]

    def place(self, column: int) -> int:
        """Where in `memory` a window that begins with this column begins."""
        return column % self.capacity

    def _put(self, first: int, columns: NDArray) -> None:
        at, count = first % self.capacity, columns.shape[1]
        before = min(count, self.capacity - at)  # up to the middle; the rest starts from the left
        for half in (0, self.capacity):
            self.memory[:, half + at : half + at + before] = columns[:, :before]
            self.memory[:, half : half + count - before] = columns[:, before:]
