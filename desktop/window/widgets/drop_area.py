"""Accepts recordings that are dropped onto the window."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QObject, QRectF, Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QWidget

from desktop.window.theme.fonts import scaled_font


def recordings(data: QMimeData) -> list[Path]:
    """Return the local files, in order: first those that are recordings by their names.

    The others follow, since their content decides. If one cannot be read, its error says why, and
    how to convert it.
    """
    from core.recordings.formats import is_recording_name

    paths = [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
    return sorted(paths, key=lambda path: not is_recording_name(path.name))


class DropArea(QWidget):
    """An overlay that is shown while recordings are dragged over a widget."""

    dropped = Signal(object)
    """A list of paths."""

    def __init__(self, target: QWidget) -> None:
        super().__init__(target)
        self._target = target
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()
        target.setAcceptDrops(True)
        target.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: handle drag and drop on the target."""
        if isinstance(event, QDragEnterEvent):
            if not recordings(event.mimeData()):
                return False
            event.acceptProposedAction()
            self.setGeometry(self._target.rect())
            self.raise_()
            self.show()
            return True
        if event.type() == QEvent.Type.DragLeave:
            self.hide()
        elif isinstance(event, QDropEvent) and event.type() == QEvent.Type.Drop:
            self.hide()
            event.acceptProposedAction()
            self.dropped.emit(recordings(event.mimeData()))
            return True
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Qt: paint a dashed frame and a text."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        background = self.palette().color(QPalette.ColorRole.Window)
        background.setAlpha(225)
        painter.fillRect(self.rect(), background)
        pen = QPen(self.palette().color(QPalette.ColorRole.Highlight), 4, Qt.PenStyle.DashLine)
        painter.setPen(pen)
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(14, 14, -14, -14), 16, 16)
        painter.setPen(self.palette().color(QPalette.ColorRole.Text))
        painter.setFont(scaled_font(self.font(), 1.8, bold=True))
        flags = Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap
        text = self.tr("Drop recordings here")
        painter.drawText(self.rect().adjusted(40, 40, -40, -40), flags, text)
