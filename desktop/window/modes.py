"""How much room the window takes: normal, mini, full screen, above others."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QByteArray, QObject, QSize, Qt
from PySide6.QtWidgets import QMainWindow, QWidget

from desktop.window.actions import Actions

SMALLEST = QSize(640, 480)
SMALLEST_MINI = QSize(190, 220)
MINI = QSize(250, 320)


class Modes(QObject):
    """Follows the three commands that are about it.

    Parameters
    ----------
    window : QMainWindow
    commands : Actions
    left_out : sequence of QWidget
        What mini mode hides.
    """

    def __init__(self, window: QMainWindow, commands: Actions, left_out: Sequence[QWidget]) -> None:
        super().__init__(window)
        self._window = window
        self._commands = commands
        self._left_out = left_out
        self._normal: QByteArray | None = None
        self._visible: list[QWidget] = []
        commands.mini.toggled.connect(self._on_mini)
        commands.on_top.toggled.connect(lambda _: self._set_on_top())
        commands.full_screen.toggled.connect(self._on_full_screen)
        window.setMinimumSize(SMALLEST)

    @property
    def is_mini(self) -> bool:
        """Whether only the digit is shown."""
        return self._normal is not None

    @property
    def geometry(self) -> str:
        """Where the window is when it is not mini, to be remembered."""
        saved = self._normal or self._window.saveGeometry()
        return bytes(saved.toBase64().data()).decode("ascii")

    def restore(self, geometry: str) -> None:
        """Put the window where it was."""
        self._window.restoreGeometry(QByteArray.fromBase64(geometry.encode("ascii", "ignore")))

    def apply_on_top(self) -> None:
        """Before the window is shown for the first time."""
        self._window.setWindowFlag(Qt.WindowType.WindowStaysOnTopHint, self._wants_top)

    @property
    def _wants_top(self) -> bool:
        return self._commands.on_top.isChecked() or self.is_mini

    def _set_on_top(self) -> None:
        flag = Qt.WindowType.WindowStaysOnTopHint
        if bool(self._window.windowFlags() & flag) == self._wants_top:
            return
        was_visible = self._window.isVisible()
        self._window.setWindowFlag(flag, self._wants_top)  # this hides it
        if was_visible:
            self._window.show()

    def _on_mini(self, is_mini: bool) -> None:
        window = self._window
        if is_mini:
            self._commands.full_screen.setChecked(False)
            self._normal = window.saveGeometry()
            self._visible = [w for w in self._left_out if not w.isHidden()]
            for widget in self._left_out:
                widget.hide()
            window.setMinimumSize(SMALLEST_MINI)
            if window.isMaximized():
                window.showNormal()
            self._set_on_top()
            window.resize(MINI)
            return
        normal, self._normal = self._normal, None
        window.setMinimumSize(SMALLEST)
        for widget in self._visible:
            widget.show()
        self._set_on_top()
        if normal is not None:
            window.restoreGeometry(normal)

    def _on_full_screen(self, is_full: bool) -> None:
        if is_full:
            self._commands.mini.setChecked(False)
            self._window.showFullScreen()
        else:
            self._window.showNormal()
