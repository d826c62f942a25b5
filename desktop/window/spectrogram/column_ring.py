"""Ring buffer of image columns that stores each column twice, so that no window wraps around."""

from __future__ import annotations

from typing import Literal

import numpy as np
from numpy.typing import DTypeLike, NDArray


class ColumnRing:
    """Keeps the last `capacity` columns of a continuous image.

    Columns are numbered from the start of the stream. Column ``i`` is stored at index
    ``i % capacity`` and again `capacity` further on. Any `capacity` consecutive columns are
    therefore one slice, and nothing has to be moved as with ``np.roll``.

    Parameters
    ----------
    rows : int
        Height of a column.
    capacity : int
        Number of columns to keep.
    dtype : dtype
    fill : number
        Value of columns that have not been written.
    order : {"C", "F"}
        Whether the memory of a row or of a column is contiguous. Qt needs rows; columns are faster
        to write.
    """

    def __init__(
        self,
        rows: int,
        capacity: int,
        dtype: DTypeLike,
        fill: float = 0,
        order: Literal["C", "F"] = "C",
    ) -> None:
        if rows < 1 or capacity < 1:
            raise ValueError(f"rows and capacity must be positive, not {rows} x {capacity}")
        self.memory: NDArray = np.full((rows, 2 * capacity), fill, dtype, order)
        self.capacity = capacity
        self.end = 0
        """Number of the next column; columns ``oldest`` to ``end - 1`` can be read."""
        self._fill = fill

    @property
    def oldest(self) -> int:
        """Number of the first column that is kept; unwritten columns hold `fill`."""
        return self.end - self.capacity

    def clear(self, end: int = 0) -> None:
        """Remove all columns; the next column has the number `end`."""
        self.memory.fill(self._fill)
        self.end = end

    def write(self, first: int, columns: NDArray) -> None:
        """Write columns.

        Parameters
        ----------
        first : int
            Number of the first column. A gap after the newest column is filled with `fill`;
            existing columns are overwritten.
        columns : ndarray, shape (rows, n)
        """
        last = first + columns.shape[1]
        if first > self.end:
            gap = min(first - self.end, self.capacity)
            self._put(first - gap, np.full((len(self.memory), gap), self._fill, self.memory.dtype))
        self.end = max(self.end, last)
        stale = max(0, self.oldest - first)  # columns that are already too old
        if stale < columns.shape[1]:
            self._put(first + stale, columns[:, stale:])

    def window(self, first: int, count: int) -> NDArray:
        """Return columns ``first`` to ``first + count - 1`` as a view, shape (rows, count).

        Raises
        ------
        IndexError
            If the buffer does not hold all of them.
        """
        if count > self.capacity or first < self.oldest or first + count > self.end:
            raise IndexError(
                f"columns {first} to {first + count} are not in {self.oldest} to {self.end}"
            )
        index = self.index_of(first)
        return self.memory[:, index : index + count]

    def index_of(self, column: int) -> int:
        """Return the index in `memory` of a window that starts with `column`."""
        return column % self.capacity

    def _put(self, first: int, columns: NDArray) -> None:
        index, count = self.index_of(first), columns.shape[1]
        split = min(count, self.capacity - index)  # the rest wraps around to the left
        for half in (0, self.capacity):
            self.memory[:, half + index : half + index + split] = columns[:, :split]
            if split < count:
                self.memory[:, half : half + count - split] = columns[:, split:]
