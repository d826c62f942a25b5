"""What was heard last: the digit large, its word, how sure, and how long it took to show."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.events import Result
from desktop.audio.listener import Stamps
from desktop.window.recognition.digit_face import DigitFace
from desktop.window.recognition.probability_bars import ProbabilityBars
from desktop.window.theme.fonts import scaled_font
from desktop.window.wording import digit_word, percent, rejection_detail, rejection_word


class DigitPanel(QFrame):
    """Shows one result at a time and follows it from provisional to final, or until withdrawn."""

    shown = Signal(int, float)
    """An utterance's final digit is on screen: its id, and the milliseconds since its last sound
    until it was there for the first time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Last digit"))
        self.face = DigitFace()
        self.word = QLabel()
        self.detail = QLabel()
        self.top = QLabel()
        self.bars = ProbabilityBars()
        self.timing = QLabel()
        self.heard_to_shown_ms: float | None = None
        """From the word's last sound to its digit on screen; None while nothing is shown."""
        self._is_compact = False
        self._id: int | None = None
        self._waiting: tuple[Result, Stamps] | None = None
        self._first_shown: tuple[int, int, float] | None = None  # id, digit, ms

        self._layout = layout = QVBoxLayout(self)
        layout.addWidget(self.face, 5)
        for label in (self.word, self.detail, self.top, self.timing):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout.addWidget(self.word)
        layout.addWidget(self.detail)
        layout.addSpacing(6)
        layout.addWidget(self.bars, 3)
        layout.addWidget(self.top)
        layout.addWidget(self.timing)
        self.word.setFont(scaled_font(self.font(), 1.7, bold=True))
        self.timing.setFont(scaled_font(self.font(), 0.9))
        for label in (self.detail, self.top, self.timing):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.bars.setFont(self.font())
        self.face.painted.connect(self._on_painted, Qt.ConnectionType.QueuedConnection)
        self.invite()

    def invite(self) -> None:
        """Show what to do, where nothing has been heard yet."""
        self._greet(self.tr("Say a digit"), self.tr("zero to nine, with a short pause"))

    def wait(self) -> None:
        """Show that no sound comes, where nothing has been heard yet; the banner says why."""
        self._greet(self.tr("Waiting for sound"), self.tr("see the message above"))

    def show_no_model(self) -> None:
        """Show that digits are not recognized at all; the banner says why."""
        self._greet(self.tr("Only listening"), self.tr("no digits are recognized"))

    def _greet(self, title: str, detail: str) -> None:
        if self._id is None:
            self._show_nothing(title, detail)

    def show_result(self, result: Result, stamps: Stamps) -> None:
        """Show what was heard, or take back what is shown of it."""
        if result.type == "withdrawn":
            if result.id == self._id:
                self._show_nothing(self.tr("Still listening…"), "")
        elif result.type == "rejected":
            self._show_rejected(result)
        elif result.digit is not None:
            self._show_digit(result, stamps)

    def _show_nothing(self, title: str, detail: str) -> None:
        self._waiting, self.heard_to_shown_ms = None, None
        self.face.show_digit("empty")
        self._show_texts(title, detail)
        self._show_probabilities(())
        self._show_timing()

    def _show_rejected(self, result: Result) -> None:
        self._id, self._waiting, self.heard_to_shown_ms = result.id, None, None
        self.face.show_digit("rejected")
        title = rejection_word(result.rejected)
        self._show_texts(title, rejection_detail(result.rejected, result.reason))
        self._show_probabilities(result.probabilities, is_settled=False)
        self._show_timing()
        self._announce(self.word.text())

    def _show_digit(self, result: Result, stamps: Stamps) -> None:
        assert result.digit is not None
        is_final = result.type == "digit"
        word, sure = digit_word(result.digit), percent(result.confidence)
        self._id, self._waiting = result.id, (result, stamps)
        self.face.show_digit("final" if is_final else "provisional", result.digit)
        if is_final:
            self._show_texts(word, self.tr("{percent} sure").format(percent=sure))
            self._announce(word)
        else:
            detail = self.tr("{percent} sure so far").format(percent=sure)
            self._show_texts(f"{word}?", detail)
        self._show_probabilities(result.probabilities, is_settled=is_final)

    def show_correction(self, utterance: int, digit: int | None) -> None:
        """Show what a person says that the utterance was, if it is the one that is shown."""
        if utterance != self._id:
            return
        self._waiting = None
        self.face.show_digit("rejected" if digit is None else "final", digit)
        word = rejection_word(None) if digit is None else digit_word(digit)
        self._show_texts(word, self.tr("as you said"))

    def forget(self) -> None:
        """Another stream begins: its utterances are not to be taken for the ones before."""
        self._id = -1 if self._id is not None else None
        self._first_shown = None

    def set_compact(self, is_compact: bool) -> None:
        """Leave out all but the digit and its word."""
        self._is_compact = is_compact
        self._fit()

    def _show_probabilities(
        self, probabilities: tuple[float, ...], *, is_settled: bool = True
    ) -> None:
        self.bars.show_probabilities(probabilities, is_settled)
        likeliest = sorted(range(len(probabilities)), key=lambda d: -probabilities[d])[:3]
        gap = "\N{NO-BREAK SPACE}"  # a digit and its share stay together where lines break
        words = [f"{digit}: {percent(probabilities[digit])}" for digit in likeliest]
        self.top.setText("   ".join(word.replace(" ", gap) for word in words) or gap)

    def _show_texts(self, title: str, detail: str) -> None:
        self.word.setText(title)
        self.detail.setText(detail or "\N{NO-BREAK SPACE}")
        self.face.setAccessibleName(f"{title}, {detail}" if detail else title)

    def _on_painted(self, at: float) -> None:
        if self._waiting is None:
            return
        result, stamps = self._waiting
        self._waiting = None
        shown_ms = 1e3 * (at - stamps.speech_end)
        assert result.digit is not None
        if self._first_shown is None or self._first_shown[:2] != (result.id, result.digit):
            self._first_shown = (result.id, result.digit, shown_ms)
        self.heard_to_shown_ms = self._first_shown[2]
        if result.type == "digit":
            self.shown.emit(result.id, self.heard_to_shown_ms)
        lines = [self.tr("shown after {n} ms").format(n=round(self.heard_to_shown_ms))]
        if self.heard_to_shown_ms != shown_ms:
            lines.append(self.tr("confirmed after {n} ms").format(n=round(shown_ms)))
        self._show_timing(*lines)
        parts = result.timings
        self.timing.setToolTip(
            self.tr(
                "Counted from the last sound of the word to the digit on screen.\n"
                "Of that, from the end that the speech detector saw to the digit: {total:.1f} ms\n"
                "(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})"
            ).format(
                total=result.latency_ms,
                spectrogram=parts.spectrogram_ms,
                network=parts.mlp_ms,
                decision=parts.decision_ms,
            )
        )

    def _show_timing(self, *lines: str) -> None:
        both = (*lines, "\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")[:2]  # nothing jumps
        self.timing.setText("\n".join(both))
        self.timing.setToolTip("")

    def _announce(self, text: str) -> None:
        """Let a screen reader say it."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: the word grows with the panel; small windows keep room for the digit."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        factor = min(max(self.height() / 300, 1.2), 3.2)
        self.word.setFont(scaled_font(self.font(), factor, bold=True))
        self.detail.setFont(scaled_font(self.font(), min(max(factor * 0.55, 1.0), 1.6)))
        line = self.fontMetrics().height()
        small = self.height() < 24 * line
        compact = self._is_compact
        self.bars.setVisible(not compact)
        self.timing.setVisible(not compact and self.height() > 18 * line)
        self.top.setVisible(not compact and self.height() > 25 * line)
        self.detail.setVisible(not compact or self.height() > 14 * line)
        margin = round((0.5 if small else 1.0) * line)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(round((0.1 if small else 0.35) * line))
