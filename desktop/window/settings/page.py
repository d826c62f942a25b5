"""What the pages of the settings are made of: groups, choices, switches and sliders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QComboBox,
    QLabel,
    QRadioButton,
    QSlider,
    QVBoxLayout,
    QWidget,
)

from desktop.settings import Settings
from desktop.window.theme.fonts import scaled_font
from desktop.window.widgets.combo_box import ComboBox

Choice = tuple[Any, str, str]
"""Value, its name, and what it means."""


class Page(QWidget):
    """A column of controls that show `settings`; what is changed holds at once."""

    changed = Signal(object)
    """A mapping of names of settings to their new values."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4, 4, 12, 4)
        self.column.setSpacing(6)

    def change(self, **values: Any) -> None:
        """Ask for other values."""
        self.changed.emit(values)

    def title(self, text: str) -> QLabel:
        """Begin a group."""
        if self.column.count():
            self.column.addSpacing(12)
        label = QLabel(text)
        label.setFont(scaled_font(self.font(), 1.12, bold=True))
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def hint(self, text: str) -> QLabel:
        """Explain what is above."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.column.addWidget(label)
        return label

    def radios(self, name: str, choices: Sequence[Choice]) -> dict[Any, QRadioButton]:
        """One of a few values, each with its meaning below."""
        group = QButtonGroup(self)
        buttons: dict[Any, QRadioButton] = {}
        for value, text, meaning in choices:
            button = QRadioButton(text)
            button.setChecked(getattr(self.settings, name) == value)
            button.clicked.connect(lambda _=False, v=value: self.change(**{name: v}))
            button.setAccessibleDescription(meaning)
            group.addButton(button)
            self.column.addWidget(button)
            if meaning:
                hint = self.hint(meaning)
                hint.setContentsMargins(28, 0, 0, 4)
            buttons[value] = button
        return buttons

    def combo(self, name: str, label: str, choices: Sequence[tuple[Any, str]]) -> QComboBox:
        """One of several values, in a list that opens."""
        self.column.addWidget(QLabel(label))
        box = ComboBox()
        box.setAccessibleName(label)
        box.setMaximumWidth(20 * self.fontMetrics().height())
        for value, text in choices:
            box.addItem(text, value)
        box.setCurrentIndex(max(box.findData(getattr(self.settings, name)), 0))
        box.activated.connect(lambda _: self.change(**{name: box.currentData()}))
        self.column.addWidget(box)
        return box

    def switch(self, name: str, text: str) -> QCheckBox:
        """On or off."""
        box = QCheckBox(text)
        box.setChecked(getattr(self.settings, name))
        box.toggled.connect(lambda is_on: self.change(**{name: is_on}))
        self.column.addWidget(box)
        return box

    def slider(
        self,
        label: str,
        bounds: tuple[int, int],
        value: int,
        words: Callable[[int], str],
        moved: Callable[[int], None],
    ) -> QSlider:
        """A number, said in words beside its name."""
        head = QLabel()
        self.column.addWidget(head)
        slider = QSlider(Qt.Orientation.Horizontal)
        slider.setRange(*bounds)
        slider.setPageStep(max(1, (bounds[1] - bounds[0]) // 10))
        slider.setMaximumWidth(26 * self.fontMetrics().height())

        def say(number: int) -> None:
            head.setText(f"{label}: <b>{words(number)}</b>")
            slider.setAccessibleName(f"{label}: {words(number)}")

        slider.setValue(value)
        say(slider.value())
        slider.valueChanged.connect(say)
        slider.valueChanged.connect(moved)
        self.column.addWidget(slider)
        return slider
