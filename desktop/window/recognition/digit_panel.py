"""The panel with the last result: digit or number, word, confidence, probabilities, latency."""

from __future__ import annotations

from collections.abc import Collection

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

from core.events import Number, Result
from desktop.audio.listener import Stamps
from desktop.dictation.phrase import DOUBT, NumberDigits
from desktop.languages import Spoken
from desktop.window.recognition.large_digit import LargeDigit
from desktop.window.recognition.probability_bars import ProbabilityBars
from desktop.window.theme.fonts import scaled_font
from desktop.window.translations import window_language
from desktop.window.utterance_record import UtteranceRecord, most_likely
from desktop.window.wording import (
    digit_word,
    percent,
    prompt_texts,
    rejection_detail,
    rejection_title,
)


class DigitPanel(QFrame):
    """Shows one result at a time, from provisional to final or withdrawn."""

    shown = Signal(int, float)
    """A final digit is on the screen: the id of its utterance, and the time from the end of the
    word until the digit was first shown, in milliseconds."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("card")
        self.setAccessibleName(self.tr("Last digit"))
        self.large_digit = LargeDigit()
        self.title = QLabel()
        self.detail = QLabel()
        self.most_likely = QLabel()
        self.bars = ProbabilityBars()
        self.timing = QLabel()
        self.heard_to_shown_ms: float | None = None
        """From the end of the word to its digit on the screen; None while no digit is shown."""
        self._is_compact = False
        self._id: int | None = None
        self.spoken = Spoken()
        """What people can say."""
        self._unpainted: tuple[Result, Stamps] | None = None
        self._first_shown: dict[int, tuple[int, float]] = {}  # of the phrase: id -> digit, ms
        self._phrase = 0
        self._digits = NumberDigits()

        self._layout = layout = QVBoxLayout(self)
        layout.addWidget(self.large_digit, 5)
        for label in (self.title, self.detail, self.most_likely, self.timing):
            label.setAlignment(Qt.AlignmentFlag.AlignCenter)
            label.setWordWrap(True)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        layout.addWidget(self.title)
        layout.addWidget(self.detail)
        layout.addSpacing(6)
        layout.addWidget(self.bars, 3)
        layout.addWidget(self.most_likely)
        layout.addWidget(self.timing)
        self.title.setFont(scaled_font(self.font(), 1.7, bold=True))
        self.timing.setFont(scaled_font(self.font(), 0.9))
        for label in (self.detail, self.most_likely, self.timing):
            label.setForegroundRole(QPalette.ColorRole.PlaceholderText)
        self.bars.setFont(self.font())
        self.large_digit.painted.connect(self._on_painted, Qt.ConnectionType.QueuedConnection)
        self.show_prompt()

    def show_prompt(self) -> None:
        """Show what to say, unless there has been a result."""
        self._show_initial(*prompt_texts(self.spoken))

    def show_hold_prompt(self) -> None:
        """Show that a key must be held while speaking, unless there has been a result."""
        how = self.tr("and say a digit or a number")
        if self.spoken != Spoken(window_language()):
            how = "\n".join(prompt_texts(self.spoken))
        self._show_initial(self.tr("Hold Space to talk"), how)

    def show_teaching(self) -> None:
        """Show that what is said is for the enrolment dialog, instead of the last result."""
        self._id = None
        self.begin_stream()
        self._show_nothing(self.tr("Learning your voice"), self.tr("see the dialog"))

    def show_no_sound(self) -> None:
        """Show that no sound arrives, unless there has been a result."""
        self._show_initial(self.tr("Waiting for sound"), self.tr("see the notification above"))

    def show_no_model(self) -> None:
        """Show that digits cannot be recognized, unless there has been a result."""
        self._show_initial(self.tr("No recognition"), self.tr("see the notification above"))

    def _show_initial(self, title: str, detail: str) -> None:
        if self._id is None:
            self._show_nothing(title, detail)

    def show_result(self, result: Result, stamps: Stamps) -> None:
        """Show a result, or remove it if it is withdrawn."""
        self._follow_phrase(result)
        if result.type == "withdrawn":
            if result.id == self._id and not self._sure:
                self._show_nothing(self.tr("Still listening…"), "")
            elif result.id == self._id:
                self._show_digit(self._sure[-1], stamps)
        elif result.type == "rejected":
            self._show_rejected(result)
        elif result.digit is not None:
            self._show_digit(result, stamps)

    def _follow_phrase(self, result: Result) -> None:
        if result.phrase != self._phrase:
            self._phrase = result.phrase
            self._first_shown.clear()
        self._digits.add(result)

    @property
    def _sure(self) -> list[Result]:
        """The digits of the number so far, without doubtful ones."""
        return [one for one in self._digits.shown if one.digit is not None]

    @property
    def _number(self) -> str:
        """The digits of the number so far, with "?" for doubtful ones, if there are several."""
        digits = [one.digit for one in self._digits.shown]
        text = "".join(DOUBT if digit is None else str(digit) for digit in digits)
        return text if len(text) > 1 else ""

    def end_number(self, number: Number) -> None:
        """Note that a number is over. It stays on display until the next result.

        If digits of the next number have been said, these are on display.
        """
        self._digits.finish(number)
        last = self._sure[-1] if self._sure else None
        if last is not None and last.id == self._id:
            state = "final" if last.type == "digit" else "provisional"
            self.large_digit.show_digit(state, last.digit, self._number)

    def forget(self) -> None:
        """Remove what is on display: the user has taken it back."""
        self._id = None
        self.begin_stream()
        self.show_prompt()

    def forget_number(self, results: Collection[int]) -> None:
        """Remove a number that was taken back where it was typed, if it is on display.

        Parameters
        ----------
        results : collection of int
            Ids of its results.
        """
        if self._id in results:
            self.forget()

    def _show_nothing(self, title: str, detail: str) -> None:
        self._unpainted, self.heard_to_shown_ms = None, None
        self.large_digit.show_digit("empty")
        self._show_texts(title, detail)
        self._show_probabilities(())
        self._show_timing()

    def _show_rejected(self, result: Result) -> None:
        self._id, self._unpainted, self.heard_to_shown_ms = result.id, None, None
        self.large_digit.show_digit("rejected")
        title = rejection_title(result.rejected)
        detail = rejection_detail(result, has_numbers=self.spoken.has_numbers)
        self._show_texts(title, detail)
        # A rejected utterance that is not a digit has no most likely digits.
        is_doubtful = result.rejected == "unsure"
        self._show_probabilities(result.probabilities if is_doubtful else (), is_final=False)
        self._show_timing()
        self._announce(title)

    def _show_digit(self, result: Result, stamps: Stamps) -> None:
        assert result.digit is not None
        is_final = result.type == "digit"
        word = digit_word(result.digit, result.language)
        confidence = percent(result.confidence)
        known = self._first_shown.get(result.id)
        if is_final and known is not None and known[0] == result.digit:
            self.shown.emit(result.id, known[1])
        self._id, self._unpainted = result.id, (result, stamps)
        state = "final" if is_final else "provisional"
        self.large_digit.show_digit(state, result.digit, self._number)
        if is_final:
            detail = self.tr("{percent} confidence")
            if self._number:  # word and bars are about its last digit
                detail = self.tr("last digit, {percent} confidence")
            self._show_texts(word, detail.format(percent=confidence))
            self._announce(word)
        else:
            detail = self.tr("provisional, {percent}").format(percent=confidence)
            self._show_texts(f"{word}?", detail)
        self._show_probabilities(result.probabilities, is_final=is_final)

    def show_correction(self, record: UtteranceRecord) -> None:
        """Show the correction of an utterance, if it or its number is on display."""
        parts = record.whole.parts if record.whole else (record,)
        if self._id not in [part.result.id for part in parts]:
            return
        self._unpainted = None
        self._digits.begin_stream()
        digits = [part.digit for part in parts if part.digit is not None]
        last = digits[-1] if digits else None
        number = record.whole.text if record.whole else ""
        state = "rejected" if last is None else "final"
        self.large_digit.show_digit(state, last, number if len(number) > 1 else "")
        digit, language = record.correction, record.result.language
        word = rejection_title(None) if digit is None else digit_word(digit, language)
        self._show_texts(word, self.tr("corrected by you"))

    def begin_stream(self) -> None:
        """Note that another stream starts, whose utterance ids start again."""
        self._id = -1 if self._id is not None else None
        self._first_shown.clear()
        self._digits.begin_stream()

    def set_compact(self, is_compact: bool) -> None:
        """Set whether only the digit and its word are shown."""
        self._is_compact = is_compact
        self._adapt_to_size()

    def _show_probabilities(
        self, probabilities: tuple[float, ...], *, is_final: bool = True
    ) -> None:
        self.bars.show_probabilities(probabilities, is_final)
        space = "\N{NO-BREAK SPACE}"  # do not wrap between a digit and its probability
        texts = [f"{digit}: {percent(p)}" for digit, p in most_likely(probabilities)]
        self.most_likely.setText("   ".join(text.replace(" ", space) for text in texts) or space)

    def _show_texts(self, title: str, detail: str) -> None:
        self.title.setText(title)
        self.detail.setText(detail or "\N{NO-BREAK SPACE}")
        self.large_digit.setAccessibleName(f"{title}, {detail}" if detail else title)

    def _on_painted(self, at: float) -> None:
        if self._unpainted is None:
            return
        result, stamps = self._unpainted
        self._unpainted = None
        shown_ms = 1e3 * (at - stamps.speech_end)
        assert result.digit is not None
        digit, first_ms = self._first_shown.get(result.id, (None, shown_ms))
        if digit != result.digit:
            first_ms = shown_ms
            self._first_shown[result.id] = result.digit, shown_ms
            if result.type == "digit":
                self.shown.emit(result.id, shown_ms)
        self.heard_to_shown_ms = first_ms
        lines = [self.tr("shown after {n} ms").format(n=round(self.heard_to_shown_ms))]
        if self.heard_to_shown_ms != shown_ms:
            lines.append(self.tr("confirmed after {n} ms").format(n=round(shown_ms)))
        self._show_timing(*lines)
        parts = result.timings
        self.timing.setToolTip(
            self.tr(
                "Time from the end of the word to the digit on the screen.\n"
                "From the detected end of speech to the result: {total:.1f} ms\n"
                "(spectrogram {spectrogram:.1f}, network {network:.1f}, decision {decision:.1f})"
            ).format(
                total=result.latency_ms,
                spectrogram=parts.spectrogram_ms,
                network=parts.mlp_ms,
                decision=parts.decision_ms,
            )
        )

    def _show_timing(self, *lines: str) -> None:
        two_lines = (*lines, "\N{NO-BREAK SPACE}", "\N{NO-BREAK SPACE}")[:2]  # a constant height
        self.timing.setText("\n".join(two_lines))
        self.timing.setToolTip("")

    def _announce(self, text: str) -> None:
        """Let a screen reader announce a text."""
        QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self, text))

    def minimumSizeHint(self) -> QSize:
        """Qt: return the size of the digit and its word; the rest is hidden where it is small."""
        line = self.fontMetrics().height()
        return QSize(super().minimumSizeHint().width(), 9 * line)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: adapt the fonts to the height of the panel."""
        super().resizeEvent(event)
        self._adapt_to_size()

    def _adapt_to_size(self) -> None:
        factor = min(max(self.height() / 300, 1.2), 3.2)
        self.title.setFont(scaled_font(self.font(), factor, bold=True))
        self.detail.setFont(scaled_font(self.font(), min(max(factor * 0.55, 1.0), 1.6)))
        line = self.fontMetrics().height()
        small = self.height() < 24 * line
        compact = self._is_compact
        self.bars.setVisible(not compact and self.height() > 13 * line)
        self.timing.setVisible(not compact and self.height() > 18 * line)
        self.most_likely.setVisible(not compact and self.height() > 25 * line)
        self.detail.setVisible(not compact or self.height() > 14 * line)
        margin = round((0.5 if small else 1.0) * line)
        self._layout.setContentsMargins(margin, margin, margin, margin)
        self._layout.setSpacing(round((0.1 if small else 0.35) * line))
