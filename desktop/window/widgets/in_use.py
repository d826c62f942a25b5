"""Shows that numbers go to other programs, and whose profile is in use; a click ends either."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QApplication, QBoxLayout, QSizePolicy, QToolButton, QWidget

from desktop.settings import Typing
from desktop.window.theme.icons import icon


class InUse(QWidget):
    """A button for each of the two, as long as it is in use; hidden if neither is."""

    output_ended = Signal()
    """Numbers are to stay in this window."""

    profile_ended = Signal()
    """No profile is to be used."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._texts = {"keys": self.tr("Typing into other programs"),
                       "clipboard": self.tr("Copying to the clipboard")}  # fmt: skip
        self._not_typing = self.tr("Not typing: this program has the focus")
        self._typing: Typing = "off"
        self._is_suspended = False
        self.output = self._button()
        self.output.clicked.connect(self.output_ended)
        self.profile = self._button()
        self.profile.clicked.connect(self.profile_ended)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(8)
        self._layout.addWidget(self.output)
        self._layout.addWidget(self.profile)
        self._layout.addStretch(1)
        # The texts are cut where there is no room: they must not widen a small window.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusWindowChanged.connect(self._on_focus)
        # If a dialog is closed and another program gets the focus, only this signal comes.
        app.focusChanged.connect(self._on_focus)
        self._update_icons()
        self._update()

    def show_output(self, typing: Typing) -> None:
        """Show where numbers go, besides this window."""
        self._typing = typing
        self.output.setToolTip(self.tr("Click to keep numbers in this window"))
        self._on_focus()

    def _on_focus(self, *_: object) -> None:
        """Say that nothing is typed while a window of the program has the focus."""
        text = self._texts.get(self._typing, "")
        if self._typing == "keys" and QApplication.activeWindow() is not None:
            text = self._not_typing
        if text != self.output.property("whole_text"):
            self.output.setProperty("whole_text", text)
            self._update()

    def show_profile(self, name: str) -> None:
        """Show whose profile is in use; an empty name means none."""
        text = self.tr("Voice: {name}").format(name=name) if name else ""
        self.profile.setProperty("whole_text", text)
        self.profile.setToolTip(self.tr("Click to use no profile"))
        self._update()

    def suspend(self, is_suspended: bool) -> None:
        """Show nothing while a dialog listens: neither is in use then."""
        self._is_suspended = is_suspended
        self._update()

    def _button(self) -> QToolButton:
        button = QToolButton()
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.setProperty("whole_text", "")
        return button

    def _update(self) -> None:
        buttons = (self.output, self.profile)
        for button in buttons:
            text = str(button.property("whole_text"))
            button.setVisible(bool(text) and not self._is_suspended)
            button.setAccessibleName(f"{text}. {button.toolTip()}")
        self.setVisible(any(not button.isHidden() for button in buttons))
        self._fit()

    def _fit(self) -> None:
        """Put the buttons below each other in a narrow window, and cut texts that are too long."""
        metrics, line = self.fontMetrics(), self.fontMetrics().height()
        around = 3 * line
        shown = [one for one in (self.output, self.profile) if not one.isHidden()]
        widths = [metrics.horizontalAdvance(str(one.property("whole_text"))) for one in shown]
        is_narrow = sum(widths) + len(shown) * (around + 8) > self.width()
        direction = QBoxLayout.Direction
        self._layout.setDirection(direction.TopToBottom if is_narrow else direction.LeftToRight)
        for button in shown:
            text = str(button.property("whole_text"))
            room = max(self.width() - around, 4 * line)
            button.setText(metrics.elidedText(text, Qt.TextElideMode.ElideRight, room))

    def _update_icons(self) -> None:
        for button in (self.output, self.profile):
            button.setIcon(icon("close", self.palette()))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: arrange the buttons for the width."""
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: follow a change of theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "profile"):
            self._update_icons()
