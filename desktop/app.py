"""The door to the window.

Order matters for how soon it opens: Qt and the window first; the spectrogram view, the audio room
and the model only after the first paint, the last two in a thread of their own.
"""

from __future__ import annotations

import signal
import socket
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from desktop.log import start_logging
from desktop.settings import Settings, load_settings, save_settings
from desktop.window.connections import listen_for
from desktop.window.enrolment.profile_menu import ProfileMenu
from desktop.window.main_window import MainWindow
from desktop.window.notifications import SourceKind
from desktop.window.theme.switcher import ThemeSwitcher
from desktop.window.translations import translate
from desktop.window.uncaught_errors import UncaughtErrors

if TYPE_CHECKING:
    from desktop.audio.sources import Source


def run(
    source: Source | None = None,
    *,
    bundle: Path | None = None,
    profile: str | None = None,
    settings_file: Path | None = None,
) -> int:
    """Open the window and stay until it is closed.

    Parameters
    ----------
    source : Source, optional
        What to listen to at first; by default the microphone that was chosen last, or else the
        system's.
    bundle : Path, optional
        Folder of another model than the shipped one.
    profile : str, optional
        Whose voice to listen for, in place of the one that was chosen last.
    settings_file : Path, optional
        In place of the one in the platform's folder.

    Returns
    -------
    int
        Exit code.
    """
    app = QApplication.instance() or QApplication(sys.argv[:1])
    assert isinstance(app, QApplication)
    app.setApplicationName("spoken-digits")
    app.setApplicationDisplayName("Spoken Digits")
    app.setDesktopFileName("spoken-digits")
    start_logging()
    faults = UncaughtErrors()
    faults.install()
    settings, complaint = load_settings(settings_file)
    translate(app, settings.language)
    theme_switcher = ThemeSwitcher(app, settings.theme)
    window = MainWindow(settings, _kind(source))
    window.parts.theme_switcher = theme_switcher
    listening = listen_for(window, lambda: source or _microphone(window.settings), bundle)
    voices = ProfileMenu(window, listening, window.notifications.show_voice_trouble, bundle)
    window.commands.add_voice(voices.menu.menuAction())
    window.addAction(voices.teach)
    window.corrected.connect(voices.correct)
    listening.bridge.result.connect(voices.hear, Qt.ConnectionType.QueuedConnection)
    voices.chosen.connect(window.remember_profile)

    def keep(changed: Settings) -> None:
        if trouble := save_settings(changed, settings_file):
            window.show_trouble(
                "settings",
                QCoreApplication.translate("MainWindow", "Settings are not stored"),
                trouble,
            )

    faults.fault.connect(window.notifications.show_fault, Qt.ConnectionType.QueuedConnection)
    window.settings_changed.connect(keep)
    window.first_painted.connect(listening.start)
    if whose := profile or settings.profile or "":
        window.first_painted.connect(lambda: voices.use(whose))
    if complaint:
        window.show_trouble(
            "settings", QCoreApplication.translate("MainWindow", "Settings were reset"), complaint
        )
    interrupt = _Interrupt(app)
    window.show()
    try:
        return app.exec()
    finally:
        listening.stop()
        interrupt.remove()
        faults.remove()


def _kind(source: Source | None) -> SourceKind:
    if source is None or source.is_live:
        return "microphone"
    from desktop.audio.sources import DEMO

    return "demo" if source.name == DEMO.name else "file"


def _microphone(settings: Settings) -> Source:
    from desktop.audio.sources import MicrophoneSource

    return MicrophoneSource(settings.device_name, settings.device_host_api)


class _Interrupt:
    """Ctrl+C and SIGTERM close the window.

    Python runs its signal handlers between two of its own instructions, of which there may be none
    while Qt waits: so the signal wakes Qt through a socket.
    """

    def __init__(self, app: QApplication) -> None:
        self._reader, self._writer = socket.socketpair()
        for end in (self._reader, self._writer):
            end.setblocking(False)
        self._before = signal.set_wakeup_fd(self._writer.fileno(), warn_on_full_buffer=False)
        self._handlers = {
            number: signal.signal(number, lambda *_: app.quit())
            for number in (signal.SIGINT, signal.SIGTERM)
        }
        self._notifier = QSocketNotifier(self._reader.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(lambda *_: self._reader.recv(64))

    def remove(self) -> None:
        """Put back what was there before."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()
