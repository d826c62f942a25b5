"""The text field with all digits, and buttons to copy, undo and clear."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from desktop.window.actions import Actions
from desktop.window.theme.fonts import scaled_font

Entries = tuple[tuple[int, int], ...]
"""Number of each utterance and its digit."""

MAX_UNDO = 200


class DigitLine(QWidget):
    """Shows all final digits in spoken order."""

    changed = Signal(str)

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
        self._commands = commands
        commands.copy.triggered.connect(self._copy)
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
        return "".join(str(digit) for _, digit in self._entries)

    def add(self, number: int, digit: int) -> None:
        """Add the digit of an utterance."""
        self._change((*self._entries, (number, digit)))

    def correct(self, number: int, digit: int | None) -> None:
        """Replace or insert the digit of an utterance; None removes it."""
        if number in [n for n, _ in self._entries]:
            kept = ((n, digit if n == number else d) for n, d in self._entries)
            self._change(tuple((n, d) for n, d in kept if d is not None))
        elif digit is not None:  # the utterance was rejected: insert the digit in spoken order
            entries = sorted((*self._entries, (number, digit)))
            self._change(tuple(entries))

    def undo(self) -> None:
        """Undo the last change: a new digit, a correction or a clear."""
        if self._undo_stack:
            self._entries = self._undo_stack.pop()
            self._show()

    def clear(self) -> None:
        """Remove all digits; `undo` restores them."""
        if self._entries:
            self._change(())

    def _change(self, entries: Entries) -> None:
        self._undo_stack.append(self._entries)
        del self._undo_stack[:-MAX_UNDO]
        self._entries = entries
        self._show()

    def _show(self) -> None:
        digits = self.digits
        self.field.setText(digits)
        self.field.setCursorPosition(len(digits))  # keep the newest digits visible
        self._set_font()
        self._commands.copy.setEnabled(bool(digits))
        self._commands.clear.setEnabled(bool(digits))
        self._commands.undo.setEnabled(bool(self._undo_stack))
        self.changed.emit(digits)

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
        QGuiApplication.clipboard().setText(self.digits)
