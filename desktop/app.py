"""The entry point of the window.

The window must be visible quickly. So only Qt and the window are loaded first. Audio capture and
the model follow after the first paint, in a thread.
"""

from __future__ import annotations

import signal
import socket
import sys
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QSocketNotifier, Qt
from PySide6.QtWidgets import QApplication

from core.bundle_location import DEFAULT_LANGUAGE
from desktop.languages import available, spoken_with
from desktop.log import start_logging
from desktop.settings import (
    Settings,
    in_language,
    load_settings,
    save_settings,
    with_renamed_profile,
)
from desktop.window.background.first_instance import FirstInstance
from desktop.window.background.presence import Presence
from desktop.window.connections import listen_for
from desktop.window.enrolment.profile_menu import ProfileMenu
from desktop.window.garbage_collector import GarbageCollector
from desktop.window.main_window import MainWindow
from desktop.window.notifications import SourceKind
from desktop.window.theme.switcher import ThemeSwitcher
from desktop.window.translations import install_translators, window_language
from desktop.window.uncaught_errors import UncaughtErrors

if TYPE_CHECKING:
    from desktop.audio.sources import Source


def run(
    source: Source | None = None,
    *,
    bundle: Path | None = None,
    language: str | None = None,
    profile: str | None = None,
    settings_file: Path | None = None,
    is_hidden: bool = False,
) -> int:
    """Open the window and return when it is closed.

    Parameters
    ----------
    source : Source, optional
        The first source; by default the microphone chosen in the settings, or the system's
        default.
    bundle : Path, optional
        Folder of the model; by default those of the languages.
    language : str, optional
        Code of the language of the digits; by default the one in the settings, and at the first
        start that of the window.
    profile : str, optional
        Name of the profile; by default the one in the settings.
    settings_file : Path, optional
        Settings file; by default the one in the platform's configuration folder.
    is_hidden : bool
        Whether to start with the window hidden, in the tray.

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
    instance = FirstInstance()
    if source is None and not instance.claim():
        return 0  # the window of the first instance is raised
    errors = UncaughtErrors()
    errors.install()
    settings, problem = load_settings(settings_file)
    install_translators(app, settings.language)
    settings, missing = _with_language(settings, language, bundle)
    theme_switcher = ThemeSwitcher(app, settings.theme)
    GarbageCollector(app)
    window = MainWindow(settings, _kind(source))
    window.parts.theme_switcher = theme_switcher
    listening = listen_for(window, lambda: source or _microphone(window.settings), bundle)
    window.dialogs.bundle = bundle
    notifications = window.notifications
    profiles = ProfileMenu(window, listening, bundle, settings.spoken_language or DEFAULT_LANGUAGE)
    _connect_profiles(window, profiles)
    queued = Qt.ConnectionType.QueuedConnection
    errors.raised.connect(notifications.show_internal_error, queued)

    _save_changes(window, settings_file)
    window.settings_changed.connect(profiles.follow)
    window.first_painted.connect(listening.start)
    if name := profile or settings.profile or "":
        window.first_painted.connect(lambda: profiles.use(name))
    if problem:
        notifications.show_settings_problem(problem)
    notifications.show_language_missing(missing)
    interrupt = _Interrupt(app)
    presence = _show(window, instance, is_hidden=is_hidden)
    try:
        return app.exec()
    finally:
        listening.stop()
        presence.close()
        interrupt.remove()
        errors.remove()


def _connect_profiles(window: MainWindow, profiles: ProfileMenu) -> None:
    profiles.failed.connect(window.notifications.show_profile_error)
    profiles.noted.connect(window.notifications.show_profile_note)
    profiles.recovered.connect(window.notifications.clear_profile_error)
    profiles.listening.connect(window.suspend)
    profiles.selected.connect(lambda name: window.change_settings({"profile": name or None}))
    profiles.selected.connect(window.parts.in_use.show_profile)
    profiles.renamed.connect(
        lambda name, new: window.change_settings(with_renamed_profile(window.settings, name, new))
    )
    window.parts.in_use.profile_ended.connect(lambda: profiles.use(""))
    window.dialogs.voices = profiles
    window.commands.add_profile_menu(profiles.enrol)
    window.commands.add_profile_menu(profiles.menu.menuAction())
    window.activity.connect(profiles.show_activity)
    window.corrected.connect(profiles.correct)
    queued = Qt.ConnectionType.QueuedConnection
    window.bridge.result.connect(profiles.handle_result, queued)
    window.bridge.state.connect(profiles.show_state, queued)


def _save_changes(window: MainWindow, settings_file: Path | None) -> None:
    def save(settings: Settings) -> None:
        if problem := save_settings(settings, settings_file):
            window.notifications.show_settings_not_saved(problem)

    window.settings_changed.connect(save)


def _with_language(
    settings: Settings, language: str | None, bundle: Path | None
) -> tuple[Settings, str]:
    """Choose the language of the digits.

    Returns
    -------
    Settings
    str
        The language in the settings if it is no longer installed, else empty.
    """
    missing = ""
    if bundle is not None:
        language = spoken_with(bundle).language
    elif language is None:
        wanted = settings.spoken_language or window_language()
        language = available(wanted)
        if settings.spoken_language not in (None, language):
            missing = wanted
    if language == settings.spoken_language:
        return settings, missing
    return replace(settings, **in_language(settings, language)), missing


def _show(window: MainWindow, instance: FirstInstance, *, is_hidden: bool) -> Presence:
    presence = Presence(window, instance)
    if is_hidden and presence.tray.is_available():
        window.start_hidden()
    else:
        window.show()
    return presence


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

    Python runs signal handlers between its own instructions, and while Qt waits there are none. So
    the signal wakes Qt through a socket.
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
        """Restore the previous signal handlers."""
        self._notifier.setEnabled(False)
        signal.set_wakeup_fd(self._before)
        for number, handler in self._handlers.items():
            signal.signal(number, handler)
        self._reader.close()
        self._writer.close()
