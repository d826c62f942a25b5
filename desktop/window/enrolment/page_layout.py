"""Layout of the enrolment dialog's pages."""

from __future__ import annotations

from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget


def wrapped(label: QLabel) -> QLabel:
    """Wrap the text of a label, which is as wide as a line of text."""
    label.setWordWrap(True)
    label.setMinimumWidth(22 * label.fontMetrics().height())
    return label


def row(*buttons: QPushButton) -> QHBoxLayout:
    """Put buttons beside each other, at the right."""
    layout = QHBoxLayout()
    layout.addStretch(1)
    for button in buttons:
        layout.addWidget(button)
    return layout


def page(parent: QWidget, *parts: QWidget | QHBoxLayout | QFormLayout) -> None:
    """Put the parts of a page below each other; the last one is at the bottom."""
    layout = QVBoxLayout(parent)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(10)
    for number, part in enumerate(parts, 1):
        if number == len(parts):
            layout.addStretch(1)
        if isinstance(part, QWidget):
            layout.addWidget(part)
        else:
            layout.addLayout(part)
