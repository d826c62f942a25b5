"""Details of a number: its digits, and replay."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QPalette
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.window.theme.fonts import scaled_font
from desktop.window.utterance_record import NumberRecord, UtteranceRecord
from desktop.window.utterances.replay_button import ReplayButton
from desktop.window.wording import digit_word, percent, rejection_title, span_text, time_text

_LARGEST, _SMALLEST = 4.5, 1.5
"""Sizes of the digits, relative to the text."""


class NumberCard(QWidget):
    """Shows a number. Its digits have cards of their own, with plots and correction."""

    replay_requested = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: NumberRecord | None = None
        self.digits = QLabel()
        self.digits.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.title = QLabel()
        self.title.setFont(scaled_font(self.font(), 1.5, bold=True))
        self.facts = QLabel()
        self.facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.hint = QLabel(
            self.tr("Open the number with the right arrow key to see, hear or correct its digits.")
        )
        for label in (self.title, self.facts, self.hint):
            label.setWordWrap(True)
        self.replay = ReplayButton(self.tr("Play this number again (R)"))
        self.replay.clicked.connect(self.play)
        head = QHBoxLayout()
        head.addWidget(self.digits, 1)
        head.addWidget(self.replay, 0, Qt.AlignmentFlag.AlignVCenter)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(head)
        self.list = QLabel()
        self.list.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        for label in (self.title, self.facts, self.list, self.hint):
            layout.addWidget(label)
        layout.addStretch(1)

    def show_record(self, record: NumberRecord) -> None:
        """Show a number."""
        self.shown = record
        factor = min(max(_LARGEST * 7 / max(len(record.text), 1), _SMALLEST), _LARGEST)
        self.digits.setFont(scaled_font(self.font(), factor, bold=True))
        self.digits.setText(record.text)
        confidence = record.confidence
        if record.is_corrected:
            text = self.tr("corrected by you, recognized: {digits}").format(digits=record.heard)
        else:
            text = self.tr("{percent} confidence in the least certain digit")
            text = text.format(percent=percent(confidence or 0.0))
        self.title.setText(text)
        duration = QLocale().toString(round(1e3 * record.duration))
        self.facts.setText(
            " · ".join(
                [
                    time_text(record.parts[0]),
                    self.tr("{n} ms long").format(n=duration),
                    record.source,
                ]
            )
        )
        self.list.setText(_table([self._row(record, part) for part in record.parts]))
        self.digits.setAccessibleName(" ".join(record.text))
        self.replay.setEnabled(record.samples is not None)

    def _row(self, record: NumberRecord, part: UtteranceRecord) -> tuple[str, ...]:
        """A digit, its word, its confidence, and its times in the number."""
        if part.digit is None:
            word = rejection_title(None if part.is_corrected else part.result.rejected)
        else:
            word = digit_word(part.digit, part.result.language)
        if part.is_corrected:
            how = self.tr("corrected by you")
        else:
            how = "" if part.confidence is None else percent(part.confidence)
        return "?" if part.digit is None else str(part.digit), word, how, span_text(record, part)

    def play(self) -> None:
        """Request a replay, if the audio is available."""
        if self.shown is not None and self.shown.samples is not None:
            self.replay_requested.emit(self.shown)


def _table(rows: Sequence[Sequence[str]]) -> str:
    """Return rows of texts as a rich text; the first column is bold."""
    lines = (
        f"<tr><td><b>{escape(first)}</b></td>"
        + "".join(f"<td style='padding-left: 20px'>{escape(one)}</td>" for one in rest)
        + "</tr>"
        for first, *rest in rows
    )
    return f"<table>{''.join(lines)}</table>"
