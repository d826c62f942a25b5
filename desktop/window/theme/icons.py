"""Line icons in the colours of the palette, drawn from SVG paths on a 24 x 24 grid."""

from __future__ import annotations

from PySide6.QtCore import QByteArray, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QIcon, QIconEngine, QPainter, QPalette, QPixmap
from PySide6.QtSvg import QSvgRenderer

_PATHS = {
    "microphone": '<rect x="9" y="3" width="6" height="11" rx="3"/>'
    '<path d="M5 11a7 7 0 0 0 14 0M12 18v3M8.5 21h7"/>',
    "pause": '<path d="M8.5 5v14M15.5 5v14" stroke-width="2.6"/>',
    "play": '<path d="M7 4.5v15l12-7.5z"/>',
    "open": '<path d="M3 6.5A1.5 1.5 0 0 1 4.5 5H9l2 2.5h8.5A1.5 1.5 0 0 1 21 9v9.5'
    'a1.5 1.5 0 0 1-1.5 1.5h-15A1.5 1.5 0 0 1 3 18.5z"/>',
    "copy": '<rect x="8.5" y="8.5" width="12" height="12" rx="2"/>'
    '<path d="M15.5 8.5V5.5a2 2 0 0 0-2-2h-8a2 2 0 0 0-2 2v8a2 2 0 0 0 2 2h3"/>',
    "clear": '<path d="M5.5 7h13M9.5 7V4.5h5V7M7.5 7l.8 13h7.4l.8-13M10.6 10.5v6M13.4 10.5v6"/>',
    "undo": '<path d="M8.5 5 4.5 9l4 4M4.5 9h9.5a5.5 5.5 0 0 1 0 11H9"/>',
    "history": '<path d="M4.2 12a8 8 0 1 0 2.5-5.8M4 4.5v4h4M12 7.5V12l3.2 2"/>',
    "settings": '<path d="M4 7h9M18 7h2M4 17h2M11 17h9"/><circle cx="15.5" cy="7" r="2.4"/>'
    '<circle cx="8.5" cy="17" r="2.4"/>',
    "menu": '<path d="M4.5 7h15M4.5 12h15M4.5 17h15"/>',
    "grow": '<path d="M14 4.5h5.5V10M19 5l-6 6M10 19.5H4.5V14M5 19l6-6"/>',
    "help": '<circle cx="12" cy="12" r="9"/>'
    '<path d="M9.6 9.3a2.5 2.5 0 1 1 3.5 2.5c-.8.4-1.1.9-1.1 1.9M12 16.9v.2"/>',
    "warning": '<path d="M12 4 2.8 20h18.4zM12 10v5M12 17.3v.2"/>',
    "error": '<circle cx="12" cy="12" r="9"/><path d="M12 7v6.5M12 16.7v.2"/>',
    "information": '<circle cx="12" cy="12" r="9"/><path d="M12 11v6M12 7.3v.2"/>',
    "down": '<path d="M7 10l5 5 5-5"/>',
    "close": '<path d="M6.5 6.5l11 11M17.5 6.5l-11 11"/>',
}


def _svg(name: str, colour: QColor) -> QByteArray:
    return QByteArray(
        (
            '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" '
            f'stroke="{colour.name()}" stroke-width="1.8" stroke-linecap="round" '
            f'stroke-linejoin="round">{_PATHS[name]}</svg>'
        ).encode()
    )


def pixmap(name: str, colour: QColor, size: int, ratio: float = 1.0) -> QPixmap:
    """Return an icon in one colour, `size` logical pixels wide."""
    side = round(size * ratio)
    result = QPixmap(side, side)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    QSvgRenderer(_svg(name, colour)).render(painter, QRectF(0, 0, side, side))
    painter.end()
    result.setDevicePixelRatio(ratio)
    return result


class _Engine(QIconEngine):
    """Draws an icon at the requested size; pixmaps of all sizes would take 4 MB."""

    def __init__(self, name: str, palette: QPalette) -> None:
        super().__init__()
        self._name = name
        self._palette = palette

    def clone(self) -> QIconEngine:
        """Qt: return a copy."""
        return _Engine(self._name, self._palette)

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Qt: draw the icon in the text colour of its button."""
        role = QPalette.ColorRole
        if mode == QIcon.Mode.Disabled:
            colour = self._palette.color(QPalette.ColorGroup.Disabled, role.ButtonText)
        elif state == QIcon.State.On:
            colour = self._palette.color(role.HighlightedText)
        else:
            colour = self._palette.color(role.ButtonText)
        QSvgRenderer(_svg(self._name, colour)).render(painter, QRectF(rect))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """Qt: return the icon on a transparent background."""
        result = QPixmap(size)
        result.fill(Qt.GlobalColor.transparent)
        painter = QPainter(result)
        self.paint(painter, QRect(QPoint(), size), mode, state)
        painter.end()
        return result


def icon(name: str, palette: QPalette) -> QIcon:
    """Return an icon whose colour follows the checked and disabled state of its button."""
    return QIcon(_Engine(name, palette))
