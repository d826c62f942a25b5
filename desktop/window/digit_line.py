"""The string of digits so far, to copy and to clear."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QFontDatabase, QGuiApplication
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QToolButton, QWidget

from core.events import Result
from desktop.window.actions import make_action
from desktop.window.icons import icon
from desktop.window.theme import scaled_font


class DigitLine(QWidget):
    """All final digits in the order in which they were spoken."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.field = QLineEdit()
        self.field.setReadOnly(True)
        self.field.setAccessibleName(self.tr("Digits so far"))
        self.field.setPlaceholderText(self.tr("The digits you say are collected here"))
        self._fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        self._plain = self.font()
        self.copy = make_action(self.tr("Copy"), self.tr("Copy all digits"), "Ctrl+Shift+C", self)
        self.copy.triggered.connect(self._copy)
        self.clear = make_action(
            self.tr("Clear"), self.tr("Clear the digits"), "Ctrl+Backspace", self
        )
        self.clear.triggered.connect(lambda: self._show(""))
        self.copy_button, self.clear_button = QToolButton(), QToolButton()
        for button, action in ((self.copy_button, self.copy), (self.clear_button, self.clear)):
            button.setDefaultAction(action)
            button.setAccessibleName(action.text())
            button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.field, 1)
        layout.addWidget(self.copy_button)
        layout.addWidget(self.clear_button)
        self._dress()
        self._show("")

    @property
    def digits(self) -> str:
        """The digits, without spaces."""
        return self.field.text()

    def show_result(self, result: Result) -> None:
        """Add the digit of a final result."""
        if result.type == "digit" and result.digit is not None:
            self._show(self.digits + str(result.digit))

    def changeEvent(self, event: QEvent) -> None:
        """Qt: icons are drawn anew in another theme's colours."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.PaletteChange, QEvent.Type.StyleChange):
            self._dress()

    def _show(self, digits: str) -> None:
        self.field.setText(digits)
        self.field.setCursorPosition(len(digits))  # the newest stay in view
        # The invitation is a sentence; digits are read best in one width.
        self.field.setFont(scaled_font(self._fixed, 1.35) if digits else self._plain)
        self.copy.setEnabled(bool(digits))
        self.clear.setEnabled(bool(digits))

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.digits)

    def _dress(self) -> None:
        for action, name in ((self.copy, "copy"), (self.clear, "clear")):
            action.setIcon(icon(name, self.palette()))
        line = self.fontMetrics().height()
        self.field.setMinimumHeight(round(2.3 * line))
