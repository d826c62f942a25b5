"""A bar chart of the probabilities of the ten digits."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPalette
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.window.theme.fonts import scaled_font
from desktop.window.utterance_record import most_likely
from desktop.window.wording import percent


class ProbabilityBars(QWidget):
    """Ten vertical bars labelled 0 to 9; the highest is highlighted and shows its value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.probabilities: tuple[float, ...] = ()
        self._is_final = True
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Probabilities of the digits"))

    @property
    def top(self) -> int | None:
        """The most likely digit, or None if nothing is shown."""
        if not self.probabilities:
            return None
        return max(range(len(self.probabilities)), key=self.probabilities.__getitem__)

    def show_probabilities(self, probabilities: tuple[float, ...], is_final: bool = True) -> None:
        """Show ten probabilities, or none; those of a provisional result are drawn lighter."""
        self.probabilities, self._is_final = probabilities, is_final
        text = ", ".join(f"{digit}: {percent(p)}" for digit, p in most_likely(probabilities))
        self.setAccessibleDescription(text)
        self.setToolTip(text)
        self.update()

    def sizeHint(self) -> QSize:
        """Qt: return a size with room for bars of about four lines."""
        line = self.fontMetrics().height()
        return QSize(14 * line, 7 * line)

    def minimumSizeHint(self) -> QSize:
        """Qt: return a size with room for the labels and low bars."""
        line = self.fontMetrics().height()
        return QSize(10 * line, round(4.2 * line))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the bars."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        colours, role = self.palette(), QPalette.ColorRole
        line, pitch = self.fontMetrics().height(), self.width() / 10
        area = QRectF(0, 1.2 * line, pitch * 0.62, self.height() - 2.5 * line)
        for digit in range(10):
            is_top = digit == self.top
            area.moveLeft((digit + 0.19) * pitch)
            radius = min(3.0, area.width() / 3)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(colours.color(role.AlternateBase))
            painter.drawRoundedRect(area, radius, radius)
            probability = self.probabilities[digit] if self.probabilities else 0.0
            if probability > 0.002:
                bar = QRectF(area)
                bar.setTop(area.bottom() - max(2.0, probability * area.height()))
                painter.setBrush(colours.color(role.Highlight if is_top else role.PlaceholderText))
                painter.setOpacity(1.0 if self._is_final else 0.55)
                painter.drawRoundedRect(bar, radius, radius)
                painter.setOpacity(1.0)
            painter.setPen(colours.color(role.Text if is_top else role.PlaceholderText))
            painter.setFont(scaled_font(self.font(), 1.0, bold=is_top))
            label = QRectF(digit * pitch, self.height() - 1.2 * line, pitch, 1.2 * line)
            painter.drawText(label, Qt.AlignmentFlag.AlignCenter, str(digit))
            if is_top:
                self._paint_value(painter, (digit + 0.5) * pitch, percent(probability))

    def _paint_value(self, painter: QPainter, centre: float, text: str) -> None:
        painter.setFont(scaled_font(self.font(), 0.9, bold=True))
        width = painter.fontMetrics().horizontalAdvance(text) + 2
        left = min(max(centre - width / 2, 0), self.width() - width)
        box = QRectF(left, 0, width, 1.1 * self.fontMetrics().height())
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
