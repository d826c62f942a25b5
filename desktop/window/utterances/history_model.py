"""Tree model of all utterances, newest at the bottom; numbers have their digits as children."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QLocale,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.events import Number, Result
from desktop.audio.listener import Stamps
from desktop.window.utterance_record import NumberRecord, UtteranceRecord, record_now
from desktop.window.wording import digit_word, percent, rejection_title, span_text, time_text

MAX_UTTERANCES = 5000
"""Number of utterances that are kept. Sounds that are no digits are removed first."""

MAX_WITH_AUDIO = 150
"""Number of utterances whose audio is kept in memory, about 12 MB."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()

Item = UtteranceRecord | NumberRecord
"""What has a row at the top level."""


class History(QAbstractItemModel):
    """All utterances with a final result since the window was opened.

    As a sequence it has the utterances in spoken order. As a Qt model it has one row for each
    utterance, except that the digits of a number are below the number's row.
    """

    added = Signal(object)
    """A new `UtteranceRecord`."""

    corrected = Signal(object)
    """An `UtteranceRecord` that the user has corrected."""

    filled = Signal()
    """A number was removed, for the first time since the history was empty."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[UtteranceRecord] = []
        self._items: list[Item] = []
        self._count = 0
        self._is_full = False  # `filled` was emitted
        self._cleared: tuple[list[UtteranceRecord], list[Item]] = ([], [])
        self._of_stream: dict[int, UtteranceRecord] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, place: int) -> UtteranceRecord:
        return self._all[place]

    def __iter__(self) -> Iterator[UtteranceRecord]:
        return iter(self._all)

    @property
    def items(self) -> Sequence[Item]:
        """What has a row at the top level, in spoken order."""
        return self._items

    def begin_stream(self) -> None:
        """Note that another stream starts, whose utterance ids start again."""
        self._of_stream.clear()

    def add(self, result: Result, stamps: Stamps, source: str, *, is_file: bool) -> UtteranceRecord:
        """Add a final result."""
        self._count += 1
        record = record_now(self._count, result, stamps, source, is_file=is_file)
        self._of_stream[result.id] = record
        row = len(self._items)
        self._all.append(record)
        self.beginInsertRows(_ROOT, row, row)
        self._items.append(record)
        self.endInsertRows()
        if len(self._all) > MAX_WITH_AUDIO:
            self._all[-MAX_WITH_AUDIO - 1].discard_audio()
        if len(self._all) > MAX_UTTERANCES:
            self._remove_oldest()
        self.added.emit(record)
        return record

    def group(self, number: Number) -> None:
        """Put the digits of a number below a row of their own, once the number is over."""
        known = [self._of_stream.get(digit.id) for digit in number.digits]
        parts = tuple(part for part in known if part is not None and self._row(part) >= 0)
        if len(parts) < 2:
            return
        for part in reversed(parts[1:]):
            row = self._row(part)
            self.beginRemoveRows(_ROOT, row, row)
            del self._items[row]
            self.endRemoveRows()
        row = self._row(parts[0])
        self.beginInsertRows(self.index(row, 0), 0, len(parts) - 1)
        self._items[row] = whole = NumberRecord(parts)
        for part in parts:
            part.whole = whole
        self.endInsertRows()
        self._changed(whole)

    def of_utterance(self, utterance: int) -> UtteranceRecord | None:
        """Return the record of an utterance of the current stream."""
        return self._of_stream.get(utterance)

    def set_shown(self, utterance: int, shown_ms: float) -> None:
        """Set how long it took to show an utterance of the current stream."""
        record = self._of_stream.get(utterance)
        if record is not None and record.shown_ms is None:
            record.shown_ms = shown_ms
            self._changed(record)

    def correct(self, record: UtteranceRecord, digit: int | None) -> None:
        """Set the correction of an utterance; None means "not a digit"."""
        if record.is_corrected and record.correction == digit:
            return
        record.correction, record.is_corrected = digit, True
        self._changed(record)
        if record.whole is not None:
            self._changed(record.whole)
        self.corrected.emit(record)

    def confirm(self, utterances: Collection[int], number: str) -> None:
        """Correct the doubtful digits of a number to those that the user has confirmed.

        Parameters
        ----------
        utterances : collection of int
            Its utterances.
        number : str
            All its digits.
        """
        parts = [record for record in self._all if record.number in utterances]
        if len(parts) != len(number):  # the history was cleared meanwhile
            return
        for part, digit in zip(parts, number, strict=True):
            if part.digit is None:
                self.correct(part, int(digit))

    def set_taken_back(self, numbers: Collection[int], *, is_taken_back: bool) -> None:
        """Note that the utterances with these numbers were taken back, or that they count again."""
        for record in self._all:
            if record.number in numbers and record.is_taken_back != is_taken_back:
                record.is_taken_back = is_taken_back
                self._changed(record)
                if record.whole is not None:
                    self._changed(record.whole)

    def clear(self) -> None:
        """Remove all utterances; `restore` brings them back."""
        self.beginResetModel()
        self._cleared = (self._all, self._items)
        self._all, self._items = [], []
        self._is_full = False
        self._of_stream.clear()
        self.endResetModel()

    @property
    def can_restore(self) -> bool:
        """Whether `clear` has removed utterances that are still kept."""
        return bool(self._cleared[0])

    def restore(self) -> None:
        """Bring back what the last `clear` removed, before what was said since."""
        self.beginResetModel()
        records, items = self._cleared
        self._all, self._items = [*records, *self._all], [*items, *self._items]
        self._cleared = ([], [])
        for record in self._all[:-MAX_WITH_AUDIO]:
            record.discard_audio()
        self.endResetModel()
        while len(self._all) > MAX_UTTERANCES:
            self._remove_oldest()

    def forget_cleared(self) -> None:
        """Remove for good what the last `clear` removed."""
        self._cleared = ([], [])

    def index_of(self, record: Item) -> QModelIndex:
        """Return the index of a record's first cell; invalid if the record was removed."""
        whole = record.whole if isinstance(record, UtteranceRecord) else None
        if whole is None:
            row = self._row(record)
            return self.index(row, 0) if row >= 0 else QModelIndex()
        parent = self.index_of(whole)
        if not parent.isValid():
            return parent
        return self.index([part is record for part in whole.parts].index(True), 0, parent)

    def item(self, index: Index) -> Item:
        """Return the record of a valid index."""
        number = index.internalId()
        if not number:
            return self._items[index.row()]
        whole = self._items[self._place(number)]
        assert isinstance(whole, NumberRecord)
        return whole.parts[index.row()]

    def _place(self, number: int) -> int:
        """The row at which the utterance with this number is or would be."""
        return bisect_left(self._items, number, key=lambda item: item.number)

    def _row(self, record: Item) -> int:
        """The row of a record at the top level; -1 if there is none."""
        row = self._place(record.number)
        return row if row < len(self._items) and self._items[row] is record else -1

    def _remove_oldest(self) -> None:
        """Remove the oldest rejected utterance, or the oldest number if none was rejected."""
        # Rejected sounds of the open number are among the last ones.
        last = self._place(self._all[-min(MAX_WITH_AUDIO, len(self._all))].number)
        rejected = (
            row
            for row, item in enumerate(self._items[:last])
            if isinstance(item, UtteranceRecord) and item.digit is None
        )
        row = next(rejected, -1)
        if row < 0:
            row = 0
            if not self._is_full:
                self._is_full = True
                self.filled.emit()
        self.beginRemoveRows(_ROOT, row, row)
        oldest = self._items.pop(row)
        gone = oldest.parts if isinstance(oldest, NumberRecord) else (oldest,)
        numbers = {part.number for part in gone}
        self._all = [record for record in self._all if record.number not in numbers]
        self.endRemoveRows()

    # -- Qt -----------------------------------------------------------------------------------

    def index(self, row: int, column: int, parent: Index = _ROOT) -> QModelIndex:
        """Qt: return the index of a cell; that of a digit in a number has the number's id."""
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        number = self.item(parent).number if parent.isValid() else 0
        return self.createIndex(row, column, number)

    def parent(self, index: Index = _ROOT) -> Any:
        """Qt: return the number of a digit, or the parent object if there is no index."""
        if not isinstance(index, QModelIndex | QPersistentModelIndex):
            return QObject.parent(self)
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(self._place(index.internalId()), 0, 0)

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: return the number of rows at the top level, or of digits in a number."""
        if not parent.isValid():
            return len(self._items)
        if parent.internalId() or parent.column() > 0:
            return 0
        item = self._items[parent.row()]
        return len(item.parts) if isinstance(item, NumberRecord) else 0

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: return the number of columns."""
        return 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: return the column titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Time"), self.tr("Digits"), self.tr("Confidence"), self.tr("Duration"),
                self.tr("Shown after"), self.tr("Note"),
            )[section]  # fmt: skip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: return the content of a cell."""
        if not index.isValid():
            return None
        item, column = self.item(index), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(item, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role == Qt.ItemDataRole.AccessibleTextRole and column == 1:
            parts = item.parts if isinstance(item, NumberRecord) else (item,)
            return " ".join(
                rejection_title(None)
                if part.digit is None
                else digit_word(part.digit, part.result.language)
                for part in parts
            )
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tip(item, column)
        return None

    def _text(self, item: Item, column: int) -> str:  # noqa: PLR0911 - one return for each column
        if column == 0:
            return self._time(item)
        if column == 1:
            if isinstance(item, NumberRecord):
                return item.text
            return "×" if item.digit is None else str(item.digit)
        if column == 2:
            return "" if item.confidence is None else percent(item.confidence)
        if column == 3:
            return self._milliseconds(1e3 * item.duration)
        if column == 4:
            shown = None if isinstance(item, NumberRecord) else item.shown_ms
            return "" if shown is None else self._milliseconds(shown)
        return self._note(item)

    def _time(self, item: Item) -> str:
        """When it was said; for a digit in a number, its span in the number."""
        if isinstance(item, NumberRecord):
            return time_text(item.parts[0])
        if item.whole is None:
            return time_text(item)
        return span_text(item.whole, item)

    def _milliseconds(self, ms: float) -> str:
        return self.tr("{n} ms").format(n=QLocale().toString(round(ms)))

    def _tip(self, item: Item, column: int) -> str | None:
        if column == 0 and isinstance(item, UtteranceRecord) and item.whole is not None:
            return self.tr("Start and end in the number")
        if column == 2 and isinstance(item, NumberRecord):
            return self.tr("The least confidence of its digits")
        # The note may be too long for its column.
        return {0: item.source, 5: self._note(item)}.get(column)

    def _note(self, item: Item) -> str:
        """The name of a recording, and what else there is to say."""
        first = item.parts[0] if isinstance(item, NumberRecord) else item
        is_within = isinstance(item, UtteranceRecord) and item.whole is not None
        name = item.source if first.is_file and not is_within else ""
        taken_back = self.tr("taken back") if item.is_taken_back and not is_within else ""
        return " · ".join(filter(None, (name, taken_back, self._remark(item))))

    def _remark(self, record: Item) -> str:
        if isinstance(record, NumberRecord):
            if record.is_corrected:
                return self.tr("corrected, was: {result}").format(result=record.heard)
            return self.tr("%n digit(s)", "", len(record.parts))
        recognized = record.result.digit
        if record.is_corrected:
            if recognized is None:
                result = rejection_title(record.result.rejected)
            else:
                result = str(recognized)
            return self.tr("corrected, was: {result}").format(result=result)
        return rejection_title(record.result.rejected) if recognized is None else ""

    def _changed(self, item: Item) -> None:
        first = self.index_of(item)
        if first.isValid():
            last = first.siblingAtColumn(self.columnCount() - 1)
            self.dataChanged.emit(first, last)


def _alignment(column: int) -> Qt.AlignmentFlag:
    if column == 1:
        return Qt.AlignmentFlag.AlignCenter
    trailing = 2 <= column <= 4
    side = Qt.AlignmentFlag.AlignTrailing if trailing else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
