"""The icon in the notification area, with the state of listening and a menu."""

from __future__ import annotations

from typing import Literal

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QColor, QGuiApplication, QIcon, QPainter, QPixmap
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from desktop.audio.listener import StateCode
from desktop.window.device_texts import state_text
from desktop.window.theme.icons import pixmap

TrayState = Literal["listening", "paused", "problem"]

_COLOURS: dict[TrayState, str] = {
    "listening": "#2e9e5b",
    "paused": "#7a828c",
    "problem": "#d9822b",
}
_SIZES = (16, 22, 24, 32, 48, 64)


def tray_state(code: StateCode) -> TrayState:
    """Return what the icon shows for a state of the source."""
    if code in ("opening", "listening"):
        return "listening"
    return "paused" if code in ("paused", "finished") else "problem"


def tray_pixmap(state: TrayState, size: int) -> QPixmap:
    """Draw the icon: a white symbol on a disc, visible on light and on dark panels."""
    result = QPixmap(size, size)
    result.fill(Qt.GlobalColor.transparent)
    painter = QPainter(result)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(_COLOURS[state]))
    painter.drawEllipse(QRectF(0, 0, size, size))
    inner = round(0.64 * size)
    name = {"listening": "microphone", "paused": "pause", "problem": "warning"}[state]
    symbol = pixmap(name, QColor("white"), inner)
    painter.drawPixmap(round((size - inner) / 2), round((size - inner) / 2), symbol)
    painter.end()
    return result


def tray_icon(state: TrayState) -> QIcon:
    """Return the icon in all sizes that panels use."""
    result = QIcon()
    for size in _SIZES:
        result.addPixmap(tray_pixmap(state, size))
    return result


class TrayIcon(QObject):
    """The icon and its menu.

    Parameters
    ----------
    pause : QAction
        Pauses and resumes; its text follows the state.
    settings, quit_program : QAction
    parent : QWidget
        The main window.
    """

    window_requested = Signal()
    typing_requested = Signal(bool)
    undo_requested = Signal()

    def __init__(
        self, pause: QAction, settings: QAction, quit_program: QAction, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.menu = QMenu(parent)
        self.open_window = self._action(self.tr("Open the window"), self.window_requested)
        self.typing = QAction(self.tr("Type into the focused program"), self)
        self.typing.setCheckable(True)
        self.typing.toggled.connect(self.typing_requested)
        self.undo = self._action(self.tr("Take back the last number"), self.undo_requested)
        self.menu.addAction(self.open_window)
        self.menu.addSeparator()
        self.menu.addAction(pause)
        self.menu.addActions([self.typing, self.undo])
        self.menu.addSeparator()
        self.menu.addActions([settings, quit_program])
        self.state: TrayState = "paused"
        self.icon = QSystemTrayIcon(tray_icon(self.state), self)
        self.icon.setContextMenu(self.menu)
        self.icon.activated.connect(self._on_activated)
        self.icon.setToolTip(self.tr("Spoken Digits"))
        if QGuiApplication.platformName() != "offscreen":  # Qt would print a warning
            self.icon.show()

    @staticmethod
    def is_available() -> bool:
        """Return whether the desktop has a notification area at this moment."""
        return QSystemTrayIcon.isSystemTrayAvailable()

    def show_state(self, code: StateCode, source: str) -> None:
        """Show the state of the source."""
        state = tray_state(code)
        if state != self.state:
            self.state = state
            self.icon.setIcon(tray_icon(state))
        text = self.tr("Spoken Digits: {state}").format(state=state_text(code))
        self.icon.setToolTip(f"{text}\n{source}" if source else text)

    def show_typing(self, is_on: bool) -> None:
        """Show whether numbers are typed, without requesting it."""
        self.typing.blockSignals(True)
        self.typing.setChecked(is_on)
        self.typing.blockSignals(False)
        self.undo.setEnabled(is_on)

    def _action(self, text: str, request: object) -> QAction:
        action = QAction(text, self)
        action.triggered.connect(request)
        return action

    def _on_activated(self, reason: QSystemTrayIcon.ActivationReason) -> None:
        if reason in (
            QSystemTrayIcon.ActivationReason.Trigger,
            QSystemTrayIcon.ActivationReason.DoubleClick,
        ):
            self.window_requested.emit()
