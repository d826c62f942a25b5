"""Table model of all utterances, newest at the bottom."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import (
    QAbstractTableModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.utterance_record import UtteranceRecord, record_now
from desktop.window.wording import digit_word, percent, rejection_title, time_text

MAX_UTTERANCES = 5000

MAX_WITH_AUDIO = 150
"""Number of utterances whose audio is kept in memory, about 12 MB."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class History(QAbstractTableModel):
    """All utterances with a final result since the window was opened."""

    added = Signal(object)
    """A new `UtteranceRecord`."""

    corrected = Signal(object)
    """An `UtteranceRecord` that the user has corrected."""

    def __init__(self) -> None:
        super().__init__()
        self._all: list[UtteranceRecord] = []
        self._count = 0
        self._of_stream: dict[int, UtteranceRecord] = {}

    def __len__(self) -> int:
        return len(self._all)

    def __getitem__(self, row: int) -> UtteranceRecord:
        return self._all[row]

    def __iter__(self) -> Any:
        return iter(self._all)

    def begin_stream(self) -> None:
        """Note that another stream starts, whose utterance ids start again."""
        self._of_stream.clear()

    def add(self, result: Result, stamps: Stamps, source: str, *, is_file: bool) -> UtteranceRecord:
        """Add a final result."""
        self._count += 1
        record = record_now(self._count, result, stamps, source, is_file=is_file)
        self._of_stream[result.id] = record
        row = len(self._all)
        self.beginInsertRows(_ROOT, row, row)
        self._all.append(record)
        self.endInsertRows()
        if len(self._all) > MAX_WITH_AUDIO:
            self._all[-MAX_WITH_AUDIO - 1].discard_audio()
        if len(self._all) > MAX_UTTERANCES:
            self.beginRemoveRows(_ROOT, 0, 0)
            del self._all[0]
            self.endRemoveRows()
        self.added.emit(record)
        return record

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
        self.corrected.emit(record)

    def clear(self) -> None:
        """Remove all utterances."""
        self.beginResetModel()
        self._all.clear()
        self._of_stream.clear()
        self.endResetModel()

    def row_of(self, record: UtteranceRecord) -> int:
        """Return the row of a record; -1 if it was removed."""
        first = self._all[0].number if self._all else 0
        row = record.number - first
        return row if 0 <= row < len(self._all) and self._all[row] is record else -1

    # -- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: return the number of utterances."""
        return 0 if parent.isValid() else len(self._all)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: return the number of columns."""
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: return the column titles."""
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                self.tr("Time"), self.tr("Digit"), self.tr("Confidence"), self.tr("Duration"),
                self.tr("Shown after"), self.tr("Note"),
            )[section]  # fmt: skip
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(section)
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        """Qt: return the content of a cell."""
        if not index.isValid():
            return None
        record = self._all[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(record, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 1:
            return rejection_title(None) if record.digit is None else digit_word(record.digit)
        if role == Qt.ItemDataRole.ToolTipRole:  # the note may be too long for its column
            return {0: record.source, 5: self._note(record)}.get(index.column())
        return None

    def _text(self, record: UtteranceRecord, column: int) -> str:
        if column == 0:
            return time_text(record)
        if column == 1:
            return "×" if record.digit is None else str(record.digit)
        if column == 2:
            return percent(record.result.confidence)
        if column == 3:
            return self.tr("{n} ms").format(n=QLocale().toString(round(1e3 * record.duration)))
        if column == 4:
            shown = record.shown_ms
            return "" if shown is None else self.tr("{n} ms").format(
                n=QLocale().toString(round(shown))
            )  # fmt: skip
        return self._note(record)

    def _note(self, record: UtteranceRecord) -> str:
        recognized = record.result.digit
        if record.is_corrected:
            if recognized is None:
                result = rejection_title(record.result.rejected)
            else:
                result = str(recognized)
            return self.tr("corrected, was: {result}").format(result=result)
        return rejection_title(record.result.rejected) if recognized is None else ""

    def _changed(self, record: UtteranceRecord) -> None:
        row = self.row_of(record)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))


def _alignment(column: int) -> Qt.AlignmentFlag:
    if column == 1:
        return Qt.AlignmentFlag.AlignCenter
    trailing = 2 <= column <= 4
    side = Qt.AlignmentFlag.AlignTrailing if trailing else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
