"""The few controls above the picture: microphone, pause, file, demo, frequency scale, help."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QAction, QActionGroup, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QToolButton, QWidget

from desktop.audio.devices import Device, list_devices
from desktop.window.actions import make_action
from desktop.window.device_picker import DevicePicker
from desktop.window.icons import icon
from desktop.window.picture import Scale


class ControlBar(QWidget):
    """A row of buttons; below a certain width only their icons.

    Every button is a `QAction` with a shortcut that its tooltip names; the window adds them to
    itself, so that the shortcuts work wherever the focus is.
    """

    device_chosen = Signal(object)
    pause_chosen = Signal(bool)
    open_chosen = Signal()
    demo_chosen = Signal()
    scale_chosen = Signal(str)
    about_chosen = Signal()

    def __init__(
        self,
        device: tuple[str, str | None] | None = None,
        scale: Scale = "mel",
        find_devices: Callable[[], Sequence[Device]] = list_devices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self.picker = DevicePicker(device, find_devices)
        self.picker.device_chosen.connect(self.device_chosen)
        self.pause = self._action(
            self.tr("Pause"), self.tr("Stop listening, or go on"), "Ctrl+P", "pause"
        )
        self.pause.setCheckable(True)
        self.pause.toggled.connect(self._on_pause)
        self.open = self._action(
            self.tr("Open…"), self.tr("Let a recording be the microphone"), "Ctrl+O", "open"
        )
        self.open.triggered.connect(self.open_chosen)
        self.demo = self._action(
            self.tr("Demo"), self.tr("Play the built-in recording"), "Ctrl+D", "play"
        )
        self.demo.triggered.connect(self.demo_chosen)
        self.mel = self._action(self.tr("Mel"), self.tr("Frequencies as ears hear them"), "Ctrl+1")
        self.linear = self._action(self.tr("Linear"), self.tr("Frequencies evenly"), "Ctrl+2")
        group = QActionGroup(self)
        for action, name in ((self.mel, "mel"), (self.linear, "linear")):
            action.setCheckable(True)
            action.setChecked(name == scale)
            action.triggered.connect(lambda _=False, name=name: self.scale_chosen.emit(name))
            group.addAction(action)
        self.about = self._action(self.tr("About"), self.tr("About Spoken Digits"), "F1", "help")
        self.about.triggered.connect(self.about_chosen)
        self.quit = self._action(self.tr("Quit"), self.tr("Close the window"), "Ctrl+Q")

        self._buttons = {a: self._button(a) for a in (self.pause, self.open, self.demo)}
        scales = QHBoxLayout()
        scales.setSpacing(3)
        for action in (self.mel, self.linear):
            scales.addWidget(self._button(action))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.picker, 3)
        for button in self._buttons.values():
            layout.addWidget(button)
        layout.addStretch(1)
        layout.addLayout(scales)
        self.voice = QToolButton()
        self.voice.setText(self.tr("Voice"))
        self.voice.setToolTip(self.tr("Whose voice to listen for"))
        self.voice.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.voice.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        layout.addWidget(self.voice)
        help_button = self._button(self.about)
        help_button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonIconOnly)
        layout.addWidget(help_button)
        self._dress()

    def show_paused(self, is_paused: bool) -> None:
        """Show whether listening rests, without asking for it."""
        if is_paused != self.pause.isChecked():
            self.pause.blockSignals(True)
            self.pause.setChecked(is_paused)
            self.pause.blockSignals(False)
        self.pause.setText(self.tr("Listen") if is_paused else self.tr("Pause"))
        self._dress()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Qt: where the words do not fit, the icons remain."""
        super().resizeEvent(event)
        style = Qt.ToolButtonStyle
        is_wide = self.width() > 50 * self.fontMetrics().height()
        for button in self._buttons.values():
            button.setToolButtonStyle(
                style.ToolButtonTextBesideIcon if is_wide else style.ToolButtonIconOnly
            )

    def changeEvent(self, event: QEvent) -> None:
        """Qt: the icons follow the theme."""
        super().changeEvent(event)
        if event.type() == QEvent.Type.PaletteChange and hasattr(self, "_buttons"):
            self._dress()

    def _on_pause(self, is_paused: bool) -> None:
        self.show_paused(is_paused)
        self.pause_chosen.emit(is_paused)

    def _action(self, text: str, tip: str, keys: str, icon_name: str = "") -> QAction:
        action = make_action(text, tip, keys, self)
        action.setProperty("icon_name", icon_name)
        return action

    def _button(self, action: QAction) -> QToolButton:
        button = QToolButton()
        button.setDefaultAction(action)
        button.setAccessibleName(action.text())
        button.setAccessibleDescription(action.toolTip())
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        return button

    def _dress(self) -> None:
        size = round(1.15 * self.fontMetrics().height())
        self.pause.setProperty("icon_name", "microphone" if self.pause.isChecked() else "pause")
        for action in (self.pause, self.open, self.demo, self.about):
            action.setIcon(icon(action.property("icon_name"), self.palette()))
        for button in self.findChildren(QToolButton):
            button.setIconSize(QSize(size, size))
