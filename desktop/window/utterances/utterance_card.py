"""One utterance in detail: what was made of it and why, its pictures, and a person's correction."""

from __future__ import annotations

import importlib
import sys
import threading
from contextlib import suppress
from html import escape
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent, QPalette
from PySide6.QtWidgets import (
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from core.spectrogram import SpectrogramSettings
from desktop.settings import Settings
from desktop.window.theme.fonts import scaled_font
from desktop.window.theme.icons import icon
from desktop.window.utterance_record import UtteranceRecord
from desktop.window.wording import (
    clock_time,
    digit_word,
    percent,
    rejection_detail,
    rejection_word,
)

if TYPE_CHECKING:
    from desktop.window.utterances.utterance_plots import UtterancePlots

NO_DIGIT = 10


def _one_decimal(number: float) -> str:
    """A number as it is written in the window's language."""
    return QLocale().toString(number, "f", 1)


class UtteranceCard(QWidget):
    """Shows one utterance; the keys 0 to 9 correct it, minus says "no digit", R replays it."""

    replay_wanted = Signal(object)
    correction_chosen = Signal(object, object)
    """The `UtteranceRecord`, and the digit that it was or None."""

    _loaded = Signal()

    def __init__(self, settings: Settings, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._loaded.connect(self._draw, Qt.ConnectionType.QueuedConnection)
        self.shown: UtteranceRecord | None = None
        self.plots: UtterancePlots | None = None
        self.features = SpectrogramSettings()
        """The model's feature settings."""
        self._settings = settings
        self.digit = QLabel()
        self.digit.setFont(scaled_font(self.font(), 4.5, bold=True))
        self.title = QLabel()
        self.title.setFont(scaled_font(self.font(), 1.5, bold=True))
        self.facts = QLabel()
        self.facts.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.top = QLabel()
        for label in (self.title, self.facts, self.top):
            label.setWordWrap(True)
        self.replay = QPushButton(self.tr("Replay"))
        self.replay.setToolTip(self.tr("Play this utterance again (R)"))
        self.replay.setAutoDefault(False)
        self.replay.clicked.connect(self._on_replay)
        self._gone = QLabel(self.tr("Its sound is no longer kept."))
        self._gone.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._place = QVBoxLayout()
        self._place.addWidget(self._gone, 1)
        self.choices = [self._choice(n) for n in range(NO_DIGIT + 1)]
        self._arrange()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._apply_palette()

    def show_heard(self, one: UtteranceRecord, settings: Settings) -> None:
        """Show an utterance; its pictures follow when the window has been painted."""
        self.shown, self._settings = one, settings
        result = one.result
        self.digit.setText("×" if one.digit is None else str(one.digit))
        if one.is_corrected:
            word = rejection_word(None) if one.digit is None else digit_word(one.digit)
            self.title.setText(self.tr("{word}, as you said").format(word=word))
        elif one.digit is None:
            detail = rejection_detail(result.rejected, result.reason)
            word = rejection_word(result.rejected)
            self.title.setText(f"{word}: {detail}" if detail else word)
        else:
            sure = percent(result.confidence)
            text = self.tr("{word}, {percent} sure")
            self.title.setText(text.format(word=digit_word(one.digit), percent=sure))
        self.facts.setText(self._facts(one))
        likely = (f"<b>{digit}</b>&nbsp;{escape(percent(share))}" for digit, share in one.top)
        self.top.setText(self.tr("Likeliest: {digits}").format(digits=" &nbsp; ".join(likely)))
        self.digit.setAccessibleName(self.title.text())
        chosen = one.correction if one.is_corrected else one.result.digit
        for number, button in enumerate(self.choices):
            button.setChecked(number == (NO_DIGIT if chosen is None else chosen))
        self.replay.setEnabled(one.samples is not None)
        QTimer.singleShot(0, self._draw)

    def _facts(self, one: UtteranceRecord) -> str:
        facts = [
            clock_time(one),
            self.tr("{n} ms long").format(n=round(1e3 * one.duration)),
            self.tr("judged in {n} ms").format(n=_one_decimal(one.result.latency_ms)),
        ]
        if one.shown_ms is not None:
            facts.append(self.tr("shown after {n} ms").format(n=round(one.shown_ms)))
        return " · ".join([*facts, one.source])

    def _draw(self) -> None:
        one = self.shown
        has_sound = one is not None and one.samples is not None and len(one.samples) > 0
        self._gone.setVisible(not has_sound)
        if has_sound and self.plots is None:
            if "desktop.window.utterances.utterance_plots" not in sys.modules:
                self._load()
                return
            from desktop.window.utterances.utterance_plots import UtterancePlots

            self.plots = UtterancePlots(self)
            self._place.addWidget(self.plots, 1)
        if self.plots is not None:
            self.plots.setVisible(has_sound)
        if one is not None and has_sound and self.plots is not None:
            s = self._settings
            self.plots.show_heard(one, self.features, s.colour_map, s.floor_db)

    def _load(self) -> None:
        """Load what draws the pictures in a thread: on a busy machine it would hold the window."""

        def load() -> None:
            importlib.import_module("desktop.window.utterances.utterance_plots")
            with suppress(RuntimeError):  # the window was closed meanwhile
                self._loaded.emit()

        threading.Thread(target=load, name="plots", daemon=True).start()

    # -- its parts ----------------------------------------------------------------------------

    def _choice(self, number: int) -> QToolButton:
        button = QToolButton()
        button.setCheckable(True)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        if number == NO_DIGIT:
            button.setText(self.tr("No digit"))
            button.setToolTip(self.tr("It was no digit (−)"))
        else:
            button.setText(str(number))
            button.setToolTip(self.tr("It was {digit}").format(digit=digit_word(number)))
            button.setAccessibleName(button.toolTip())
        button.clicked.connect(lambda: self._correct(number))
        return button

    def _arrange(self) -> None:
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addStretch(1)
        for label in (self.title, self.facts, self.top):
            words.addWidget(label)
        words.addStretch(1)
        head = QHBoxLayout()
        head.setSpacing(18)
        head.addWidget(self.digit)
        head.addLayout(words, 1)
        head.addWidget(self.replay, 0, Qt.AlignmentFlag.AlignVCenter)
        choices = QGridLayout()
        choices.setSpacing(4)
        question = QLabel(self.tr("It was:"))
        question.setBuddy(self.choices[0])
        choices.addWidget(question, 0, 0, 1, 5)
        for number, button in enumerate(self.choices[:NO_DIGIT]):
            choices.addWidget(button, 1, number)
        choices.addWidget(self.choices[NO_DIGIT], 1, NO_DIGIT, 1, 2)
        layout = QVBoxLayout(self)
        layout.setSpacing(10)
        layout.addLayout(head)
        layout.addLayout(self._place, 1)
        layout.addLayout(choices)

    def _correct(self, number: int) -> None:
        if self.shown is not None:
            self.correction_chosen.emit(self.shown, None if number == NO_DIGIT else number)
            self.show_heard(self.shown, self._settings)

    def _on_replay(self) -> None:
        if self.shown is not None and self.shown.samples is not None:
            self.replay_wanted.emit(self.shown)

    def _apply_palette(self) -> None:
        self.replay.setIcon(icon("play", self.palette()))
        if self.plots is not None:
            self.plots.apply_theme()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Qt: digits correct, R replays."""
        text = event.text()
        if text.isascii() and text.isdigit():
            self._correct(int(text))
        elif text in ("-", "−"):
            self._correct(NO_DIGIT)
        elif event.key() == Qt.Key.Key_R and not event.modifiers():
            self._on_replay()
        else:
            super().keyPressEvent(event)

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the pictures follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "choices"):
            self._apply_palette()
