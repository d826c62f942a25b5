"""The actions of the main window with their keyboard shortcuts, and the main menu."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMenu, QWidget

from desktop.settings import Settings
from desktop.window.theme.icons import icon


def make_action(text: str, tip: str, keys: str, parent: QObject) -> QAction:
    """Create an action. Its shortcut works in the whole window once the window has the action.

    Parameters
    ----------
    text : str
        Text of its button and menu entry.
    tip : str
        Tool tip; the shortcut is appended.
    keys : str
        Shortcut in Qt's portable form, such as "Ctrl+P".
    parent : QObject
    """
    action = QAction(text, parent)
    action.setShortcut(QKeySequence(keys))
    action.setToolTip(f"{tip} ({shortcut_text(action)})")
    return action


def shortcut_text(action: QAction) -> str:
    """Return the shortcut of an action in the platform's notation; empty if it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """All actions of the main window.

    Parameters
    ----------
    settings : Settings
        Initial state of the checkable actions.
    window : QWidget
        Gets all actions, so that their shortcuts work everywhere in it.
    """

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        make = self._make
        self.pause = make(self.tr("Pause"), self.tr("Pause or resume listening"), "Ctrl+P", "pause")
        self.open = make(
            self.tr("Open…"),
            self.tr("Recognize a recording. You can also drop files onto the window"),
            "Ctrl+O",
            "open",
        )
        self.demo = make(self.tr("Demo"), self.tr("Play the built-in recording"), "Ctrl+D", "play")
        self.push_to_talk = make(
            self.tr("Push to talk"),
            self.tr("Listen only while you hold Space, T or the button"),
            "Ctrl+T",
        )
        self.copy = make(
            self.tr("Copy"), self.tr("Copy all numbers, one a line"), "Ctrl+Shift+C", "copy"
        )
        self.copy_last = make(
            self.tr("Copy last number"), self.tr("Copy the number that was said last"), "Ctrl+L"
        )
        self.undo = make(self.tr("Undo"), self.tr("Undo the last change"), "Ctrl+Z", "undo")
        self.clear = make(self.tr("Clear"), self.tr("Clear the digits"), "Ctrl+Backspace", "clear")
        self.history = make(self.tr("History"), self.tr("Show all utterances"), "Ctrl+H", "history")
        self.mel = make(self.tr("Mel scale"), self.tr("Use a perceptual frequency scale"), "Ctrl+1")
        self.linear = make(
            self.tr("Linear scale"), self.tr("Use an evenly spaced frequency scale"), "Ctrl+2"
        )
        self.mini = make(
            self.tr("Mini mode"), self.tr("Show only the digit, in a small window"), "Ctrl+M"
        )
        self.on_top = make(
            self.tr("Always on top"), self.tr("Keep the window above others"), "Ctrl+Shift+A"
        )
        self.full_screen = make(
            self.tr("Full screen"), self.tr("Fill the screen. Escape leaves it"), "F11"
        )
        self.settings = make(
            self.tr("Settings…"),
            self.tr("Microphone, recognition, appearance"),
            "Ctrl+,",
            "settings",
        )
        self.about = make(
            self.tr("About"), self.tr("Keyboard shortcuts and licences"), "F1", "help"
        )
        self.quit = make(self.tr("Quit"), self.tr("Close the window"), "Ctrl+Q")

        for action in (self.pause, self.push_to_talk, self.mini, self.on_top, self.full_screen):
            action.setCheckable(True)
        scales = QActionGroup(self)
        for action, name in ((self.mel, "mel"), (self.linear, "linear")):
            action.setCheckable(True)
            action.setChecked(name == settings.frequency_scale)
            scales.addAction(action)
        self.push_to_talk.setChecked(settings.listening == "push_to_talk")
        self.on_top.setChecked(settings.is_on_top)
        self.menu = self._menu()
        self.update_icons()
        window.installEventFilter(self)

    @property
    def all(self) -> list[QAction]:
        """All actions, in menu order."""
        return [
            self.pause, self.push_to_talk, self.open, self.demo, self.copy, self.copy_last,
            self.undo, self.clear, self.history, self.mel, self.linear, self.mini, self.on_top,
            self.full_screen, self.settings, self.about, self.quit,
        ]  # fmt: skip

    def add_profile_menu(self, action: QAction) -> None:
        """Insert the menu of profiles before the settings."""
        self._window.addAction(action)
        self.menu.insertAction(self.settings, action)

    def show_paused(self, is_paused: bool) -> None:
        """Show whether listening is paused, without requesting it."""
        if is_paused != self.pause.isChecked():
            self.pause.blockSignals(True)
            self.pause.setChecked(is_paused)
            self.pause.blockSignals(False)
        self.pause.setText(self.tr("Listen") if is_paused else self.tr("Pause"))
        self.update_icons()

    def update_icons(self) -> None:
        """Redraw the icons in the colours of the palette."""
        self.pause.setProperty("icon_name", "microphone" if self.pause.isChecked() else "pause")
        palette = self._window.palette()
        for action in self.all:
            name = action.property("icon_name")
            if name:
                action.setIcon(icon(name, palette))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: update the icons when the theme changes."""
        if watched is self._window and event.type() == QEvent.Type.PaletteChange:
            self.update_icons()
        return False

    def _make(self, text: str, tip: str, keys: str, icon_name: str = "") -> QAction:
        action = make_action(text, tip, keys, self)
        action.setProperty("icon_name", icon_name)
        action.setIconVisibleInMenu(False)
        self._window.addAction(action)
        return action

    def _menu(self) -> QMenu:
        menu = QMenu(self.tr("Menu"), self._window)
        menu.setToolTipsVisible(True)
        groups = (
            [self.pause, self.push_to_talk, self.open, self.demo],
            [self.copy, self.copy_last, self.undo, self.clear, self.history],
            [self.mel, self.linear],
            [self.mini, self.on_top, self.full_screen],
            [self.settings, self.about, self.quit],
        )
        for group in groups:
            if not menu.isEmpty():
                menu.addSeparator()
            menu.addActions(group)
        menu.setForegroundRole(QPalette.ColorRole.Text)
        return menu
