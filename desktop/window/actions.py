"""Everything that can be done, each with its key; the menu that shows them all."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QAction, QActionGroup, QKeySequence, QPalette
from PySide6.QtWidgets import QMenu, QWidget

from desktop.settings import Settings
from desktop.window.theme.icons import icon


def make_action(text: str, tip: str, keys: str, parent: QObject) -> QAction:
    """Make an action; the window must add it to itself for its keys to work everywhere.

    Parameters
    ----------
    text : str
        On its button.
    tip : str
        What it does; its keys are added, as the platform writes them.
    keys : str
        In Qt's portable form, such as "Ctrl+P".
    parent : QObject
    """
    action = QAction(text, parent)
    action.setShortcut(QKeySequence(keys))
    action.setToolTip(f"{tip} ({shown_keys(action)})")
    return action


def shown_keys(action: QAction) -> str:
    """The keys of an action as the platform writes them; empty where it has none."""
    return action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)


class Actions(QObject):
    """The window's actions. Whoever does the work connects to their signals.

    Parameters
    ----------
    settings : Settings
        What is checked at first.
    window : QWidget
        Gets all of them, so that their keys work wherever the focus is in it.
    """

    def __init__(self, settings: Settings, window: QWidget) -> None:
        super().__init__(window)
        self._window = window
        make = self._make
        self.pause = make(self.tr("Pause"), self.tr("Stop listening, or go on"), "Ctrl+P", "pause")
        self.open = make(
            self.tr("Open…"), self.tr("Recognize a recording; or drop it here"), "Ctrl+O", "open"
        )
        self.demo = make(self.tr("Demo"), self.tr("Play the built-in recording"), "Ctrl+D", "play")
        self.talk = make(
            self.tr("Push to talk"),
            self.tr("Listen only while Space or T is held, or the button"),
            "Ctrl+T",
        )
        self.copy = make(self.tr("Copy"), self.tr("Copy all digits"), "Ctrl+Shift+C", "copy")
        self.undo = make(self.tr("Undo"), self.tr("Take the last change back"), "Ctrl+Z", "undo")
        self.clear = make(self.tr("Clear"), self.tr("Clear the digits"), "Ctrl+Backspace", "clear")
        self.history = make(
            self.tr("History"), self.tr("Everything that was heard"), "Ctrl+H", "history"
        )
        self.mel = make(self.tr("Mel scale"), self.tr("Frequencies as ears hear them"), "Ctrl+1")
        self.linear = make(self.tr("Linear scale"), self.tr("Frequencies evenly"), "Ctrl+2")
        self.mini = make(
            self.tr("Mini mode"), self.tr("Only the digit, small, above others"), "Ctrl+M"
        )
        self.on_top = make(
            self.tr("Always on top"), self.tr("Stay above other windows"), "Ctrl+Shift+A"
        )
        self.full_screen = make(self.tr("Full screen"), self.tr("Fill the screen"), "F11")
        self.settings = make(
            self.tr("Settings…"), self.tr("Microphone, recognition, looks"), "Ctrl+,", "settings"
        )
        self.about = make(self.tr("About"), self.tr("Keys and licences"), "F1", "help")
        self.quit = make(self.tr("Quit"), self.tr("Close the window"), "Ctrl+Q")

        for action in (self.pause, self.talk, self.mini, self.on_top, self.full_screen):
            action.setCheckable(True)
        scales = QActionGroup(self)
        for action, name in ((self.mel, "mel"), (self.linear, "linear")):
            action.setCheckable(True)
            action.setChecked(name == settings.frequency_scale)
            scales.addAction(action)
        self.talk.setChecked(settings.listening == "push_to_talk")
        self.on_top.setChecked(settings.is_on_top)
        self.menu = self._menu()
        self.update_icons()
        window.installEventFilter(self)

    @property
    def all(self) -> list[QAction]:
        """All of them, in the menu's order."""
        return [
            self.pause, self.talk, self.open, self.demo, self.copy, self.undo, self.clear,
            self.history, self.mel, self.linear, self.mini, self.on_top, self.full_screen,
            self.settings, self.about, self.quit,
        ]  # fmt: skip

    def add_voice(self, action: QAction) -> None:
        """Put what learns a person's voice into the menu, before the settings."""
        self._window.addAction(action)
        self.menu.insertAction(self.settings, action)

    def show_paused(self, is_paused: bool) -> None:
        """Show whether listening rests, without asking for it."""
        if is_paused != self.pause.isChecked():
            self.pause.blockSignals(True)
            self.pause.setChecked(is_paused)
            self.pause.blockSignals(False)
        self.pause.setText(self.tr("Listen") if is_paused else self.tr("Pause"))
        self.update_icons()

    def update_icons(self) -> None:
        """Draw the icons in the palette's colours."""
        self.pause.setProperty("icon_name", "microphone" if self.pause.isChecked() else "pause")
        palette = self._window.palette()
        for action in self.all:
            name = action.property("icon_name")
            if name:
                action.setIcon(icon(name, palette))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Qt: the icons follow the theme."""
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
            [self.pause, self.talk, self.open, self.demo],
            [self.copy, self.undo, self.clear, self.history],
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
