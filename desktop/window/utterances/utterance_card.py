"""Details of an utterance: result, plots, replay and correction."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.bundle_location import installed_languages
from core.spectrogram import SpectrogramSettings
from desktop.languages import own_name
from desktop.settings import Settings
from desktop.window.theme.fonts import scaled_font
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.utterances.replay_button import ReplayButton
from desktop.window.wording import (
    digit_word,
    percent,
    rejection_detail,
    rejection_title,
    time_text,
)

if TYPE_CHECKING:
    from desktop.window.utterances.utterance_plots import UtterancePlots

NOT_A_DIGIT = 10


def _one_decimal(number: float) -> str:
    """Format a number with one decimal in the window's language."""
    return QLocale().toString(number, "f", 1)


class UtteranceCard(QWidget):
    """Shows an utterance. Keys: 0 to 9 correct it, minus means "not a digit", R replays it."""

    replay_requested = Signal(object)
    correction_made = Signal(object, object)
    """The `UtteranceRecord`, and the correct digit or None."""

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.shown: UtteranceRecord | None = None
        self.plots: UtterancePlots | None = None
        self.features = SpectrogramSettings()
        """Feature settings of the model."""
        self._settings = settings
        self.digit = QLabel()
        self.digit.setFont(scaled_font(self.font(), 4.5, bold=True))
        self.title = QLabel()
        self.title.setFont(scaled_font(self.font(), 1.5, bold=True))
        self.facts = QLabel()
        self.facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.most_likely = QLabel()
        for label in (self.title, self.facts, self.most_likely):
            label.setWordWrap(True)
        self.replay = ReplayButton(self.tr("Play this utterance again (R)"))
        self.replay.clicked.connect(self._on_replay)
        self._no_audio = QLabel(self.tr("The audio is no longer available."))
        self._no_audio.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._no_audio.hide()
        self._plot_layout = QVBoxLayout()
        self._plot_layout.addWidget(self._no_audio, 1)
        self.correction_buttons = [self._correction_button(n) for n in range(NOT_A_DIGIT + 1)]
        self._arrange()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def show_record(self, record: UtteranceRecord, settings: Settings) -> None:
        """Show an utterance; its plots are drawn after the window has been painted."""
        self.shown, self._settings = record, settings
        result = record.result
        self.digit.setText("×" if record.digit is None else str(record.digit))
        if record.is_corrected:
            digit = record.digit
            word = rejection_title(None) if digit is None else digit_word(digit, result.language)
            self.title.setText(self.tr("{word}, corrected by you").format(word=word))
        elif record.digit is None:
            title, detail = rejection_title(result.rejected), rejection_detail(result)
            self.title.setText(f"{title}: {detail}" if detail else title)
        else:
            confidence = percent(result.confidence)
            text = self.tr("{word}, {percent} confidence")
            word = digit_word(record.digit, result.language)
            self.title.setText(text.format(word=word, percent=confidence))
        self.facts.setText(self._facts(record))
        # A rejected utterance that is not a digit has no most likely digits.
        self.most_likely.setVisible(result.digit is not None or result.rejected == "unsure")
        likely = (f"<b>{digit}</b>&nbsp;{escape(percent(p))}" for digit, p in record.most_likely)
        self.most_likely.setText(
            self.tr("Most likely: {digits}").format(digits=" &nbsp; ".join(likely))
        )
        self.digit.setAccessibleName(self.title.text())
        digit = record.correction if record.is_corrected else record.result.digit
        for number, button in enumerate(self.correction_buttons):
            button.setChecked(number == (NOT_A_DIGIT if digit is None else digit))
            if number != NOT_A_DIGIT:
                word = digit_word(number, result.language)
                button.setToolTip(self.tr("Correct to: {digit}").format(digit=word))
                button.setAccessibleName(button.toolTip())
        self.replay.setEnabled(record.samples is not None)
        QTimer.singleShot(0, self._draw)

    def _facts(self, record: UtteranceRecord) -> str:
        facts = [
            time_text(record),
            self.tr("{n} ms long").format(n=round(1e3 * record.duration)),
            self.tr("recognized in {n} ms").format(n=_one_decimal(record.result.latency_ms)),
        ]
        if record.shown_ms is not None:
            facts.append(self.tr("shown after {n} ms").format(n=round(record.shown_ms)))
        if len(installed_languages()) > 1:
            facts.append(own_name(record.result.language))
        return " · ".join([*facts, record.source])

    def _draw(self) -> None:
        record = self.shown
        has_audio = record is not None and record.samples is not None and len(record.samples) > 0
        self._no_audio.setVisible(not has_audio)
        if has_audio and self.plots is None:
            # Takes 0.3 s, during which the live view stands still. PySide6 creates its classes at
            # first use: an import of pyqtgraph in a thread, which uses all of them, once crashed
            # the window.
            from desktop.window.utterances.utterance_plots import UtterancePlots

            self.plots = UtterancePlots(self)
            self._plot_layout.addWidget(self.plots, 1)
        if self.plots is not None:
            self.plots.setVisible(has_audio)
        if record is not None and has_audio and self.plots is not None:
            s = self._settings
            self.plots.show_record(record, self.features, s.colour_map, s.floor_db)

    # -- layout -------------------------------------------------------------------------------

    def _correction_button(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if number == NOT_A_DIGIT:
            button.setText(self.tr("Not a digit"))
            button.setToolTip(self.tr("Correct to: not a digit (−)"))
        else:
            button.setText(str(number))
        button.clicked.connect(lambda: self._correct(number))
        return button

    def _arrange(self) -> None:
        text = QVBoxLayout()
        text.setSpacing(3)
        text.addStretch(1)
        for label in (self.title, self.facts, self.most_likely):
            text.addWidget(label)
        text.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self.digit)
        head.addLayout(text, 1)
        head.addWidget(self.replay, 0, Qt.AlignmentFlag.AlignVCenter)
        buttons = QGridLayout()
        buttons.setSpacing(4)
        label = QLabel(self.tr("Correct digit:"))
        label.setBuddy(self.correction_buttons[0])
        buttons.addWidget(label, 0, 0, 1, 5)
        for number, button in enumerate(self.correction_buttons[:NOT_A_DIGIT]):
            buttons.addWidget(button, 1, number)
        buttons.addWidget(self.correction_buttons[NOT_A_DIGIT], 1, NOT_A_DIGIT, 1, 2)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(self._plot_layout, 1)
        layout.addLayout(buttons)

    def _correct(self, number: int) -> None:
        if self.shown is not None:
            self.correction_made.emit(self.shown, None if number == NOT_A_DIGIT else number)
            self.show_record(self.shown, self._settings)

    def _on_replay(self) -> None:
        if self.shown is not None and self.shown.samples is not None:
            self.replay_requested.emit(self.shown)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: handle the keys for correction and replay."""
        text = event.text()
        if text.isascii() and text.isdigit():
            self._correct(int(text))
        elif text in ("-", "−"):
            self._correct(NOT_A_DIGIT)
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self._on_replay()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "plots") and self.plots:
            self.plots.apply_theme()
