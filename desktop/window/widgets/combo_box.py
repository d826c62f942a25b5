"""A combo box that draws its own arrow, elides long texts and ignores the mouse wheel."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QPaintEvent, QPalette, QWheelEvent
from PySide6.QtWidgets import QComboBox, QStyle, QStyleOptionComboBox, QStylePainter

from desktop.window.theme.icons import pixmap


class ComboBox(QComboBox):
    """A `QComboBox` with the arrow of our icon set."""

    def wheelEvent(self, event: QWheelEvent) -> None:
        """Qt: let the page scroll; the choice changes only in the open list or by keys."""
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint the frame, the text and the arrow."""
        painter = QStylePainter(self)
        option = QStyleOptionComboBox()
        self.initStyleOption(option)
        box, field = QStyle.ComplexControl.CC_ComboBox, QStyle.SubControl.SC_ComboBoxEditField
        width = self.style().subControlRect(box, option, field, self).width() - 2
        mode = Qt.TextElideMode.ElideRight
        if self.currentIndex() < 0:
            option.currentText = self.placeholderText()
        option.currentText = self.fontMetrics().elidedText(option.currentText, mode, width)
        painter.drawComplexControl(box, option)
        painter.drawControl(QStyle.ControlElement.CE_ComboBoxLabel, option)
        colour = self.palette().color(QPalette.ColorRole.ButtonText)
        size = self.fontMetrics().height()
        arrow = pixmap("down", colour, size, self.devicePixelRatioF())
        left = 8 if self.isRightToLeft() else self.width() - size - 8
        painter.drawPixmap(left, (self.height() - size) // 2, arrow)
