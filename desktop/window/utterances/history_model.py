"""The history as a table, newest at the bottom."""

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
from desktop.window.wording import clock_time, digit_word, percent, rejection_word

KEPT = 5000
"""Utterances in the table."""

KEPT_WITH_SOUND = 150
"""Utterances whose sound is kept in memory (never on disk), some 12 MB."""

Index = QModelIndex | QPersistentModelIndex
_ROOT = QModelIndex()


class History(QAbstractTableModel):
    """Every utterance that was judged since the window was opened."""

    heard = Signal(object)
    """A new `UtteranceRecord`."""

    corrected = Signal(object)
    """A `UtteranceRecord` of which a person has said what it was."""

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
        """Another source begins: its utterances are counted anew."""
        self._of_stream.clear()

    def add(self, result: Result, stamps: Stamps, source: str, *, is_file: bool) -> UtteranceRecord:
        """Take a final result."""
        self._count += 1
        one = record_now(self._count, result, stamps, source, is_file=is_file)
        self._of_stream[result.id] = one
        row = len(self._all)
        self.beginInsertRows(_ROOT, row, row)
        self._all.append(one)
        self.endInsertRows()
        if len(self._all) > KEPT_WITH_SOUND:
            self._all[-KEPT_WITH_SOUND - 1].forget_sound()
        if len(self._all) > KEPT:
            self.beginRemoveRows(_ROOT, 0, 0)
            del self._all[0]
            self.endRemoveRows()
        self.heard.emit(one)
        return one

    def of_utterance(self, utterance: int) -> UtteranceRecord | None:
        """The record of an utterance of the present stream."""
        return self._of_stream.get(utterance)

    def set_shown(self, utterance: int, shown_ms: float) -> None:
        """Note how long an utterance of the present stream took to be seen."""
        one = self._of_stream.get(utterance)
        if one is not None and one.shown_ms is None:
            one.shown_ms = shown_ms
            self._changed(one)

    def correct(self, one: UtteranceRecord, digit: int | None) -> None:
        """Note what a person says that it was; None is no digit."""
        if one.is_corrected and one.correction == digit:
            return
        one.correction, one.is_corrected = digit, True
        self._changed(one)
        self.corrected.emit(one)

    def clear(self) -> None:
        """Forget everything."""
        self.beginResetModel()
        self._all.clear()
        self._of_stream.clear()
        self.endResetModel()

    def row_of(self, one: UtteranceRecord) -> int:
        """Where a record stands; -1 where it is forgotten."""
        first = self._all[0].number if self._all else 0
        row = one.number - first
        return row if 0 <= row < len(self._all) and self._all[row] is one else -1

    # -- Qt -----------------------------------------------------------------------------------

    def rowCount(self, parent: Index = _ROOT) -> int:
        """Qt: one row for each utterance."""
        return 0 if parent.isValid() else len(self._all)

    def columnCount(self, parent: Index = _ROOT) -> int:
        """Qt: see `headerData`."""
        return 0 if parent.isValid() else 6

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        """Qt: what the columns mean."""
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
        """Qt: the words of a cell."""
        if not index.isValid():
            return None
        one = self._all[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(index.column())
        if role == Qt.ItemDataRole.AccessibleTextRole and index.column() == 1:
            return rejection_word(None) if one.digit is None else digit_word(one.digit)
        if role == Qt.ItemDataRole.ToolTipRole:  # of the note there may be no room for all
            return {0: one.source, 5: self._note(one)}.get(index.column())
        return None

    def _text(self, one: UtteranceRecord, column: int) -> str:
        if column == 0:
            return clock_time(one)
        if column == 1:
            return "×" if one.digit is None else str(one.digit)
        if column == 2:
            return percent(one.result.confidence)
        if column == 3:
            return self.tr("{n} ms").format(n=QLocale().toString(round(1e3 * one.duration)))
        if column == 4:
            shown = one.shown_ms
            return "" if shown is None else self.tr("{n} ms").format(
                n=QLocale().toString(round(shown))
            )  # fmt: skip
        return self._note(one)

    def _note(self, one: UtteranceRecord) -> str:
        heard = one.result.digit
        if one.is_corrected:
            was = rejection_word(one.result.rejected) if heard is None else str(heard)
            return self.tr("corrected, heard: {what}").format(what=was)
        return rejection_word(one.result.rejected) if heard is None else ""

    def _changed(self, one: UtteranceRecord) -> None:
        row = self.row_of(one)
        if row >= 0:
            self.dataChanged.emit(self.index(row, 0), self.index(row, self.columnCount() - 1))


def _alignment(column: int) -> Qt.AlignmentFlag:
    if column == 1:
        return Qt.AlignmentFlag.AlignCenter
    trailing = 2 <= column <= 4
    side = Qt.AlignmentFlag.AlignTrailing if trailing else Qt.AlignmentFlag.AlignLeading
    return side | Qt.AlignmentFlag.AlignVCenter
