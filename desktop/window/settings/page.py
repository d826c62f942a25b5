"""Base class of the settings pages: groups, choices, switches and sliders."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import (
    QAbstractButton,
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
from desktop.window.widgets.slider import Slider
from desktop.window.widgets.wrapped_text import wrapped

Choice = tuple[Any, str, str]
"""Value, label and explanation."""


class Page(QWidget):
    """A column of controls for `settings`; changes apply immediately."""

    changed = Signal(object)
    """A mapping from names of settings to their new values."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.settings = settings
        self._wrapping: list[QAbstractButton] = []
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(4, 4, 12, 4)
        self.column.setSpacing(6)

    def change(self, **values: Any) -> None:
        """Emit `changed` with these values."""
        self.changed.emit(values)

    def fit(self, width: int) -> None:
        """Wrap the texts of check boxes and radio buttons, so that they fit into a width."""
        margins, around = self.column.contentsMargins(), 2 * self.fontMetrics().height()
        room = width - margins.left() - margins.right() - around
        for button in self._wrapping:
            button.setText(wrapped(button.accessibleName(), button.fontMetrics(), room))

    def _add_wrapping(self, button: QAbstractButton) -> None:
        button.setAccessibleName(button.text())
        self._wrapping.append(button)
        self.column.addWidget(button)

    def title(self, text: str) -> QLabel:
        """Start a group with a title."""
        if self.column.count():
            self.column.addSpacing(12)
        label = QLabel(text)
        label.setFont(scaled_font(self.font(), 1.12, bold=True))
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def add_label(self, text: str) -> QLabel:
        """Add the name of the control below."""
        label = QLabel(text)
        label.setWordWrap(True)
        self.column.addWidget(label)
        return label

    def hint(self, text: str) -> QLabel:
        """Add an explanation of the control above."""
        label = QLabel(text)
        label.setWordWrap(True)
        label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.column.addWidget(label)
        return label

    def radios(self, name: str, choices: Sequence[Choice]) -> dict[Any, QRadioButton]:
        """Add a choice of a few values, each with an explanation below."""
        group = QButtonGroup(self)
        buttons: dict[Any, QRadioButton] = {}
        for value, text, explanation in choices:
            button = QRadioButton(text)
            button.setChecked(getattr(self.settings, name) == value)
            button.clicked.connect(lambda _=False, v=value: self.change(**{name: v}))
            button.setAccessibleDescription(explanation)
            group.addButton(button)
            self._add_wrapping(button)
            if explanation:
                hint = self.hint(explanation)
                hint.setContentsMargins(28, 0, 0, 4)
            buttons[value] = button
        return buttons

    def combo(self, name: str, label: str, choices: Sequence[tuple[Any, str]]) -> QComboBox:
        """Add a choice of several values in a drop-down list."""
        self.add_label(label)
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
        """Add a check box."""
        box = QCheckBox(text)
        box.setChecked(getattr(self.settings, name))
        box.toggled.connect(lambda is_on: self.change(**{name: is_on}))
        self._add_wrapping(box)
        return box

    def slider(
        self,
        label: str,
        bounds: tuple[int, int],
        value: int,
        format_value: Callable[[int], str],
        on_change: Callable[[int], None],
    ) -> QSlider:
        """Add a slider; its label shows the value as text."""
        title = self.add_label("")
        slider = Slider()
        slider.setRange(*bounds)
        slider.setPageStep(max(1, (bounds[1] - bounds[0]) // 10))
        slider.setMaximumWidth(26 * self.fontMetrics().height())

        def show_value(number: int) -> None:
            text, value = self.tr("{label}: {value}"), format_value(number)
            title.setText(text.format(label=label, value=f"<b>{value}</b>"))
            slider.setAccessibleName(text.format(label=label, value=value))

        slider.setValue(value)
        show_value(slider.value())
        slider.valueChanged.connect(show_value)
        slider.valueChanged.connect(on_change)
        self.column.addWidget(slider)
        return slider
