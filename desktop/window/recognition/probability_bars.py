"""How likely each of the ten digits is."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.window.theme.fonts import scaled_font
from desktop.window.wording import percent


class ProbabilityBars(QWidget):
    """Ten upright bars labelled 0 to 9; the likeliest is strong and bears its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.probabilities: tuple[float, ...] = ()
        self._is_settled = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Probabilities of the digits"))

    @property
    def top(self) -> int | None:
        """The likeliest digit, or None where nothing is shown."""
        if not self.probabilities:
            return None
        return max(range(len(self.probabilities)), key=self.probabilities.__getitem__)

    def show_probabilities(self, probabilities: tuple[float, ...], is_settled: bool = True) -> None:
        """Show ten probabilities, or none; those of a provisional result are drawn fainter."""
        self.probabilities, self._is_settled = probabilities, is_settled
        likeliest = sorted(range(len(probabilities)), key=lambda d: -probabilities[d])[:3]
        words = ", ".join(f"{digit}: {percent(probabilities[digit])}" for digit in likeliest)
        self.setAccessibleDescription(words)
        self.setToolTip(words)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: room for bars of some four lines."""
        line = self.fontMetrics().height()
        return QSize(14 * line, 7 * line)

    def minimumSizeHint(self) -> QSize:
        """Qt: the labels and a hint of bars."""
        line = self.fontMetrics().height()
        return QSize(10 * line, round(4.2 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: draw the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        line, pitch = self.fontMetrics().height(), self.width() / 10
        room = QRectF(0, 1.2 * line, pitch * 0.62, self.height() - 2.5 * line)
        for digit in range(10):
            is_top = digit == self.top
            room.moveLeft((digit + 0.19) * pitch)
            radius = min(3.0, room.width() / 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.AlternateBase))
            painter.drawRoundedRect(room, radius, radius)
            share = self.probabilities[digit] if self.probabilities else 0.0
            if share > 0.002:
                bar = QRectF(room)
                bar.setTop(room.bottom() - max(2.0, share * room.height()))
                painter.setBrush(colours.color(role.Highlight if is_top else role.PlaceholderText))
                painter.setOpacity(1.0 if self._is_settled else 0.55)
                painter.drawRoundedRect(bar, radius, radius)
                painter.setOpacity(1.0)
            painter.setPen(colours.color(role.Text if is_top else role.PlaceholderText))
            painter.setFont(scaled_font(self.font(), 1.0, bold=is_top))
            label = QRectF(digit * pitch, self.height() - 1.2 * line, pitch, 1.2 * line)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(digit))
            if is_top:
                self._paint_value(painter, (digit + 0.5) * pitch, percent(share))

    def _paint_value(self, painter: QPainter, middle: float, text: str) -> None:
        painter.setFont(scaled_font(self.font(), 0.9, bold=True))
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        left = min(max(middle - width / 2, 0), self.width() - width)
        box = QRectF(left, 0, width, 1.1 * self.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
