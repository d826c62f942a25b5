"""The keypad on the screen, for people who cannot or do not want to speak."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QPushButton, QSizePolicy, QWidget


def make_button(text: str, kind: str) -> QPushButton:
    """A button that fills its space and never takes the keyboard focus."""
    button = QPushButton(text)
    button.setProperty("kind", kind)
    button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    button.setMinimumSize(1, 1)  # a long text must not enlarge the window
    button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
    return button


def set_kind(button: QPushButton, kind: str) -> None:
    """Change the style of a button."""
    set_property(button, "kind", kind)


def set_property(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet uses."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


class Keypad(QWidget):
    """Ten digits, undo and clear."""

    digit = Signal(int)
    undo = Signal()
    clear = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._digits = [make_button(str(digit), "digit") for digit in range(10)]
        self._undo, self._clear = make_button("", "keypad"), make_button("", "keypad")
        for digit, button in enumerate(self._digits):
            # Pressed, not clicked: a finger that slips off the key still counts.
            button.pressed.connect(lambda digit=digit: self.digit.emit(digit))
            row, column = divmod(digit - 1, 3) if digit else (3, 1)
            self._grid.addWidget(button, row, column)
        self._grid.addWidget(self._undo, 3, 0)
        self._grid.addWidget(self._clear, 3, 2)
        self._undo.clicked.connect(self.undo)
        self._clear.clicked.connect(self.clear)

    def set_labels(self, undo: str, clear: str) -> None:
        """Set the texts of the two keys that are not digits."""
        self._undo.setText(undo)
        self._clear.setText(clear)

    def enable(self, *, digits: bool, edits: bool) -> None:
        """Enable or disable the keys."""
        for button in self._digits:
            button.setEnabled(digits)
        self._undo.setEnabled(edits)
        self._clear.setEnabled(edits)

    def fit(self, unit: int) -> None:
        """Set the space between the keys, wide enough that a finger touches only one."""
        self._grid.setSpacing(round(1.2 * unit))
