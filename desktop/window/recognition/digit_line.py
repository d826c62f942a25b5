"""The text field with all digits, and buttons to copy, undo and clear."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from itertools import groupby

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.dictation.phrase import DOUBT
from desktop.window.actions import Actions
from desktop.window.theme.fonts import scaled_font

Entries = tuple[tuple[int, int | None, int], ...]
"""Number of each utterance, its digit or None for a doubtful one, and its number."""

MAX_UNDO = 200


class DigitLine(QWidget):
    """Shows all final digits in spoken order, with spaces between numbers."""

    changed = Signal(str)

    taken_back = Signal(list)
    """Numbers of the utterances that undo, or taking back what was typed, has removed."""

    restored = Signal(list)
    """Numbers of the utterances that undo has brought back."""

    def __init__(self, commands: Actions, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setReadOnly(True)
        # It can be selected and copied; a frame and Tab would promise that it can be edited.
        self.field.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self.field.setCursor(Qt.CursorShape.ArrowCursor)
        self.field.setAccessibleName(self.tr("Digits so far"))
        self.field.setPlaceholderText(self.tr("Recognized digits appear here"))
        self.field.setLayoutDirection(Qt.LayoutDirection.LeftToRight)  # in all languages
        self._fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._plain = self.font()
        self._entries: Entries = ()
        self._undo_stack: list[Entries] = []
        self._open = 1  # the number that is being said
        self._is_undone_at_once = False  # undo removes the open number as a whole
        self._commands = commands
        commands.copy.triggered.connect(self._copy)
        commands.copy_last.triggered.connect(self._copy_last)
        commands.undo.triggered.connect(self.undo)
        commands.clear.triggered.connect(self.clear)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field, 1)
        self.copy_button, self.undo_button, self.clear_button = (QToolButton() for _ in range(3))
        buttons = (
            (self.copy_button, commands.copy),
            (self.undo_button, commands.undo),
            (self.clear_button, commands.clear),
        )
        for button, action in buttons:
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
            layout.addWidget(button)
        self.field.installEventFilter(self)
        self.field.setMinimumHeight(round(2.3 * self.fontMetrics().height()))
        self._show()

    @property
    def digits(self) -> str:
        """The digits, without spaces."""
        return _text(self._entries)

    @property
    def numbers(self) -> list[str]:
        """The digits, number by number."""
        groups = groupby(self._entries, key=lambda entry: entry[2])
        return [_text(group) for _, group in groups]

    def add(self, number: int, digit: int) -> None:
        """Add the digit of an utterance to the open number."""
        entries = (*self._entries, (number, digit, self._open))
        if self._is_undone_at_once:
            self._entries = entries
            self._show()
        else:
            self._change(entries)
            self._is_undone_at_once = True

    def end_number(self, last: int | None = None) -> None:
        """Note that the open number is over.

        Parameters
        ----------
        last : int, optional
            Its last utterance. Later digits, which came too late for it, are the next open number.
        """
        ended, self._open = self._open, self._open + 1
        self._is_undone_at_once = False
        if last is None or all(n <= last for n, _, whole in self._entries if whole == ended):
            return
        entries = tuple(
            (n, d, self._open if whole == ended and n > last else whole)
            for n, d, whole in self._entries
        )
        self._entries = tuple(entry for entry in entries if entry[2] != self._open)
        self._change(entries)
        self._is_undone_at_once = True

    def add_doubtful(self, numbers: Collection[int], siblings: Collection[int]) -> None:
        """Show the doubtful digits of a number that is over, so that none is missing in it.

        Parameters
        ----------
        numbers : collection of int
            Of the utterances of these digits.
        siblings : collection of int
            All utterances of the number.
        """
        wholes = {number: whole for number, _, whole in self._entries if number in siblings}
        missing = [number for number in numbers if number not in wholes]
        if missing and wholes:  # it has not been taken back
            added = ((number, None, next(iter(wholes.values()))) for number in missing)
            self._entries = tuple(sorted((*self._entries, *added), key=lambda entry: entry[0]))
            self._show()

    def correct(self, number: int, digit: int | None, siblings: Collection[int] = ()) -> None:
        """Replace or insert the digit of an utterance; None removes it.

        Parameters
        ----------
        number : int
            Of the utterance.
        digit : int or None
        siblings : collection of int
            The utterances of the same number.
        """
        if number in [entry[0] for entry in self._entries]:
            kept = (entry for entry in self._entries if entry[0] != number or digit is not None)
            self._change(tuple((n, digit if n == number else d, w) for n, d, w in kept))
        elif digit is not None:  # the utterance was rejected: insert the digit in spoken order
            entry = (number, digit, self._whole_around(number, siblings))
            self._change(tuple(sorted((*self._entries, entry), key=lambda entry: entry[0])))

    def take_back(self, utterances: Collection[int]) -> None:
        """Remove a number that was taken back where it was typed, if it is still here."""
        wholes = {whole for number, _, whole in self._entries if number in utterances}
        if wholes:
            own = [number for number, _, whole in self._entries if whole in wholes]
            self._change(tuple(entry for entry in self._entries if entry[2] not in wholes))
            self.taken_back.emit(own)

    def undo(self) -> None:
        """Undo the last change: a new number, a correction or a clear."""
        if self._undo_stack:
            before = [number for number, _, _ in self._entries]
            self._entries = self._undo_stack.pop()
            self._is_undone_at_once = False
            self._show()
            after = [number for number, _, _ in self._entries]
            self.taken_back.emit([number for number in before if number not in after])
            self.restored.emit([number for number in after if number not in before])

    def clear(self) -> None:
        """Remove all digits; `undo` restores them."""
        if self._entries:
            self._change(())

    def _whole_around(self, number: int, siblings: Collection[int]) -> int:
        """The number to which an utterance belongs that was said with these others."""
        known = [whole for n, _, whole in self._entries if n in siblings]
        return known[0] if known else -number  # a number of its own

    def _change(self, entries: Entries) -> None:
        self._is_undone_at_once = False
        self._undo_stack.append(self._entries)
        del self._undo_stack[:-MAX_UNDO]
        self._entries = entries
        self._show()

    def _show(self) -> None:
        digits = " ".join(self.numbers)
        self.field.setText(digits)
        self.field.setCursorPosition(len(digits))  # keep the newest digits visible
        self._set_font()
        self._commands.copy.setEnabled(bool(digits))
        self._commands.copy_last.setEnabled(bool(digits))
        self._commands.clear.setEnabled(bool(digits))
        self._commands.undo.setEnabled(bool(self._undo_stack))
        self.changed.emit(self.digits)

    def _set_font(self) -> None:
        """Use a fixed-width font for digits, and the usual one for the placeholder text."""
        font = scaled_font(self._fixed, 1.35) if self._entries else self._plain
        if self.field.font() != font:
            self.field.setFont(font)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: set the font again after a change of theme; a new style sheet resets it."""
        if watched is self.field and event.type() == QEvent.Type.FontChange:
            self._set_font()
        return False

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText("\n".join(self.numbers))

    def _copy_last(self) -> None:
        QGuiApplication.clipboard().setText(self.numbers[-1])


def _text(entries: Iterable[tuple[int, int | None, int]]) -> str:
    return "".join(DOUBT if digit is None else str(digit) for _, digit, _ in entries)
