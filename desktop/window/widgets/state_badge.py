"""What the program is doing, as a word and a shape: listening, hearing speech, paused, ..."""

from __future__ import annotations

from math import pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.audio.listener import StateCode
from desktop.window.wording import state_word


class StateBadge(QWidget):
    """A pill with a sign and a word.

    A ring while it listens, a wave on a filled ground while it hears speech, two bars while it is
    paused and a dash where no sound comes: told apart without colour.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: StateCode = "opening"
        self._is_speech = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._say()

    @property
    def text(self) -> str:
        """The word that is shown."""
        return state_word(self._code, self._is_speech)

    def show_state(self, code: StateCode) -> None:
        """Show what the source of sound is doing."""
        if code != self._code:
            self._code, self._is_speech = code, False
            self._say()

    def show_speech(self, is_speech: bool) -> None:
        """Show whether the VAD hears speech; only while listening."""
        if is_speech != self._is_speech and self._code == "listening":
            self._is_speech = is_speech
            self._say()

    def sizeHint(self) -> QSize:
        """Qt: wide enough for its longest word, so that nothing beside it ever moves."""
        metrics = self.fontMetrics()
        codes: tuple[StateCode, ...] = ("recovering", "failed", "listening")
        widest = max(metrics.horizontalAdvance(state_word(code, True)) for code in codes)
        return QSize(widest + 3 * metrics.height(), round(1.9 * metrics.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the pill."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        pill = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self._is_speech:
            painter.setBrush(colours.color(role.Highlight))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(colours.color(role.Base))
            painter.setPen(QPen(colours.color(role.Mid), 1.5))
        painter.drawRoundedRect(pill, pill.height() / 2, pill.height() / 2)

        ink = colours.color(role.HighlightedText if self._is_speech else role.Text)
        line = self.fontMetrics().height()
        pen = QPen(ink, max(1.5, 0.12 * line))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_sign(painter, QPointF(1.2 * line, self.height() / 2), 0.36 * line)
        words = pill.adjusted(2.0 * line, 0, -0.5 * line, 0)
        painter.drawText(
            words, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text
        )

    def _paint_sign(self, painter: QPainter, middle: QPointF, size: float) -> None:
        if self._code == "listening" and self._is_speech:
            for step in range(-2, 3):
                half = size * (0.35 + 0.85 * abs(sin((step + 3.5) * pi / 3.0)))
                x = middle.x() + step * size * 0.55
                painter.drawLine(QPointF(x, middle.y() - half), QPointF(x, middle.y() + half))
        elif self._code in ("listening", "opening"):
            painter.drawEllipse(middle, size, size)
        elif self._code == "paused":
            for x in (middle.x() - 0.5 * size, middle.x() + 0.5 * size):
                painter.drawLine(QPointF(x, middle.y() - size), QPointF(x, middle.y() + size))
        else:
            painter.drawLine(middle - QPointF(size, 0), middle + QPointF(size, 0))

    def _say(self) -> None:
        self.setAccessibleName(self.tr("State: {state}").format(state=self.text))
        self.update()
