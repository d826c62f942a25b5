"""The badge that shows the state of the source: listening, hearing speech, paused, ..."""

from __future__ import annotations

from math import pi, sin

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.audio.listener import StateCode
from desktop.window.device_texts import state_text


class StateBadge(QWidget):
    """A rounded badge with a symbol and a text.

    The symbols are a ring (listening), a wave on a filled background (speech), two bars (paused)
    and a dash (no sound, or push to talk is waiting), so that the states can be distinguished
    without colour.
    """

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._code: StateCode = "opening"
        self._is_speech = False
        self._is_waiting = False
        self._is_teaching = False
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self._update_text()

    @property
    def text(self) -> str:
        """The displayed text."""
        if self._is_teaching and self._code == "listening":
            return self._teaching_text
        if self._is_waiting and self._code == "listening":
            return self._waiting_text
        return state_text(self._code, self._is_speech)

    @property
    def _waiting_text(self) -> str:
        return self.tr("Waiting")

    @property
    def _teaching_text(self) -> str:
        return self.tr("Learning")

    def show_state(self, code: StateCode) -> None:
        """Show the state of the source."""
        if code != self._code:
            self._code, self._is_speech = code, False
            self._update_text()

    def show_speech(self, is_speech: bool) -> None:
        """Show whether the VAD detects speech; has no effect unless listening."""
        is_speech = is_speech and not self._is_waiting and not self._is_teaching
        if is_speech != self._is_speech and self._code == "listening":
            self._is_speech = is_speech
            self._update_text()

    def show_waiting(self, is_waiting: bool) -> None:
        """Show whether push to talk ignores what is said now; has no effect unless listening."""
        if is_waiting != self._is_waiting:
            self._is_waiting, self._is_speech = is_waiting, False
            self._update_text()

    def show_teaching(self, is_teaching: bool) -> None:
        """Show that a dialog listens; has no effect unless listening."""
        self._is_teaching, self._is_speech = is_teaching, False
        self._update_text()

    def sizeHint(self) -> QSize:
        """Qt: return a size for the longest text, so that other widgets do not move."""
        metrics = self.fontMetrics()
        codes: tuple[StateCode, ...] = ("recovering", "failed", "listening")
        own = (self._waiting_text, self._teaching_text)
        texts = [*own, *(state_text(code, True) for code in codes)]
        widest = max(map(metrics.horizontalAdvance, texts))
        return QSize(widest + 3 * metrics.height(), round(1.9 * metrics.height()))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the badge."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        shape = QRectF(self.rect()).adjusted(0.75, 0.75, -0.75, -0.75)
        if self._is_speech:
            painter.setBrush(colours.color(role.Highlight))
            painter.setPen(Qt.PenStyle.NoPen)
        else:
            painter.setBrush(colours.color(role.Base))
            painter.setPen(QPen(colours.color(role.Mid), 1.5))
        painter.drawRoundedRect(shape, shape.height() / 2, shape.height() / 2)

        colour = colours.color(role.HighlightedText if self._is_speech else role.Text)
        line = self.fontMetrics().height()
        pen = QPen(colour, max(1.5, 0.12 * line))
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        self._paint_symbol(painter, QPointF(1.2 * line, self.height() / 2), 0.36 * line)
        text_rect = shape.adjusted(2.0 * line, 0, -0.5 * line, 0)
        painter.drawText(
            text_rect, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, self.text
        )

    def _paint_symbol(self, painter: QPainter, centre: QPointF, size: float) -> None:
        if self._code == "listening" and self._is_waiting:
            painter.drawLine(centre - QPointF(size, 0), centre + QPointF(size, 0))
        elif self._code == "listening" and self._is_speech:
            for step in range(-2, 3):
                half = size * (0.35 + 0.85 * abs(sin((step + 3.5) * pi / 3.0)))
                x = centre.x() + step * size * 0.55
                painter.drawLine(QPointF(x, centre.y() - half), QPointF(x, centre.y() + half))
        elif self._code in ("listening", "opening"):
            painter.drawEllipse(centre, size, size)
        elif self._code == "paused":
            for x in (centre.x() - 0.5 * size, centre.x() + 0.5 * size):
                painter.drawLine(QPointF(x, centre.y() - size), QPointF(x, centre.y() + size))
        else:
            painter.drawLine(centre - QPointF(size, 0), centre + QPointF(size, 0))

    def _update_text(self) -> None:
        self.setAccessibleName(self.tr("State: {state}").format(state=self.text))
        self.update()
