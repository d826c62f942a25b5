"""The controls above the spectrogram: microphone, pause, open, demo, history, settings, menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.window.actions import Actions
from desktop.window.theme.icons import icon
from desktop.window.widgets.device_picker import DevicePicker


class ControlBar(QWidget):
    """A row of controls; narrow windows show only the icons of the buttons."""

    def __init__(
        self, commands: Actions, picker: DevicePicker, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.picker = picker
        left = (commands.pause, commands.open, commands.demo)
        right = (commands.history, commands.settings)
        self._buttons = {action: self._button(action) for action in (*left, *right)}
        self.menu = QToolButton()
        self.menu.setMenu(commands.menu)
        self.menu.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.menu.setIcon(icon("menu", self.palette()))
        self.menu.setToolTip(self.tr("All commands and keyboard shortcuts (Alt+M)"))
        self.menu.setShortcut("Alt+M")
        self.menu.setAccessibleName(self.tr("Menu"))
        self.menu.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        commands.menu.aboutToShow.connect(commands.update_icons)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(picker, 3)
        for action in left:
            layout.addWidget(self._buttons[action])
        layout.addStretch(1)
        for action in right:
            layout.addWidget(self._buttons[action])
        layout.addWidget(self.menu)
        for action in self._buttons:
            action.changed.connect(self._adapt_to_width)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: show or hide the texts of the buttons."""
        super().resizeEvent(event)
        self._adapt_to_width()

    def changeEvent(self, event: QEvent) -> None:
        """Qt: redraw the menu icon when the theme changes; the others belong to their actions."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "menu"):
            self.menu.setIcon(icon("menu", self.palette()))

    def _adapt_to_width(self) -> None:
        style = Qt.ToolButtonStyle
        metrics = self.fontMetrics()
        line = metrics.height()
        texts = sum(metrics.horizontalAdvance(a.text()) + 4.2 * line for a in self._buttons)
        is_wide = self.width() > texts + 19 * line
        size = QSize(round(1.15 * line), round(1.15 * line))
        for button in (*self._buttons.values(), self.menu):
            button.setIconSize(size)
            if button is not self.menu:
                button.setToolButtonStyle(
                    style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly
                )

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setAccessibleDescription(action.toolTip())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        action.changed.connect(lambda: button.setAccessibleName(action.text()))
        return button
