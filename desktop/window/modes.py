"""The modes of the main window: normal, mini, full screen, always on top."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.window.actions import Actions

MIN_SIZE = QSize(600, 420)
"""Fits on a screen of 640 x 480 pixels, with the frame that the window manager adds."""

MINI_MIN_SIZE = QSize(190, 220)
MINI_SIZE = QSize(250, 320)


class Modes(QObject):
    """Implements the actions for mini mode, full screen and always on top.

    Parameters
    ----------
    window : QMainWindow
    commands : Actions
    hidden_in_mini : sequence of QWidget
        Widgets that mini mode hides.
    """

    def __init__(
        self, window: QMainWindow, commands: Actions, hidden_in_mini: Sequence[QWidget]
    ) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._hidden_in_mini = hidden_in_mini
        self._normal: QByteArray | None = None
        self._visible: list[QWidget] = []
        commands.mini.toggled.connect(self._on_mini)
        commands.on_top.toggled.connect(lambda _: self._update_on_top())
        commands.full_screen.toggled.connect(self._on_full_screen)
        window.setMinimumSize(MIN_SIZE)

    @property
    def is_mini(self) -> bool:
        """Whether mini mode is on."""
        return self._normal is not None

    @property
    def geometry(self) -> str:
        """Size and position in normal mode, as text for the settings."""
        saved = self._normal or self._window.saveGeometry()
        return bytes(saved.toBase64().data()).decode("ascii")

    def restore(self, geometry: str) -> None:
        """Restore size and position from `geometry`."""
        self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))

    def apply_on_top(self) -> None:
        """Apply "always on top" before the window is first shown."""
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self._is_on_top)

    @property
    def _is_on_top(self) -> bool:
        return self._commands.on_top.isChecked() or self.is_mini

    def _update_on_top(self) -> None:
        flag = Qt.WindowType.WindowStaysOnTopHint
        if bool(self._window.windowFlags() & flag) == self._is_on_top:
            return
        was_visible = self._window.isVisible()
        self._window.setWindowFlag(flag, self._is_on_top)  # hides the window
        if was_visible:
            self._window.show()

    def _on_mini(self, is_mini: bool) -> None:
        window = self._window
        if is_mini:
            self._commands.full_screen.setChecked(False)
            self._normal = window.saveGeometry()
            self._visible = [w for w in self._hidden_in_mini if not w.isHidden()]
            for widget in self._hidden_in_mini:
                widget.hide()
            window.setMinimumSize(MINI_MIN_SIZE)
            if window.isMaximized():
                window.showNormal()
            self._update_on_top()
            window.resize(MINI_SIZE)
            return
        normal, self._normal = self._normal, None
        window.setMinimumSize(MIN_SIZE)
        for widget in self._visible:
            widget.show()
        self._update_on_top()
        if normal is not None:
            window.restoreGeometry(normal)

    def _on_full_screen(self, is_full: bool) -> None:
        if is_full:
            self._commands.mini.setChecked(False)
            self._window.showFullScreen()
        else:
            self._window.showNormal()
