"""The window process: runs the kiosk's window and the microphone."""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.journal import journal_path
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.process.event_log import log_events
from desktop.kiosk.process.heartbeat import (
    HEARTBEAT_SECONDS,
    QUIT_CODE,
    RESTART_CODE,
    KioskProcess,
)
from desktop.kiosk.ui.beep import Beeper
from desktop.kiosk.ui.keep_awake import keep_awake
from desktop.kiosk.ui.kiosk_listener import GetModel, KioskListener, start_in_thread
from desktop.kiosk.ui.kiosk_window import KioskWindow
from desktop.languages import spoken_at

if TYPE_CHECKING:
    from desktop.audio.sources import Source

log = logging.getLogger(__name__)

ERROR_CODE = 1


def run(config: Config, recording: str | None = None) -> int:
    """Show the kiosk until staff exit it or an unexpected error occurs.

    Parameters
    ----------
    config : Config
    recording : str, optional
        A file to use instead of the microphone.

    Returns
    -------
    int
        Exit code for the supervisor.
    """
    log_events()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor handles it
    process = KioskProcess(config.state, "window")
    process.exit_with_parent()
    sys.excepthook = _exit_after_error
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableSessionManager)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("spoken-digits-kiosk")
    app.setStyle("Fusion")
    journal_writer = JournalWriter(journal_path(config.state), config.name)
    beeper = Beeper() if config.beep else None
    window = KioskWindow(config, journal_writer, beeper.play if beeper else lambda _: None)
    window.problem = journal_writer.open()
    window.quit_requested.connect(lambda: app.exit(QUIT_CODE))
    window.restart_requested.connect(lambda: app.exit(RESTART_CODE))
    listener = _listen(window, config, recording)
    if beeper is not None:
        listener.is_own_sound = beeper.is_own

    def beat() -> None:
        process.beat(is_stuck=listener.is_stuck, **window.report())

    timer = QTimer(window)
    timer.setInterval(round(1000 * HEARTBEAT_SECONDS))
    timer.timeout.connect(beat)
    timer.start()
    listener.changed.connect(beat, Qt.ConnectionType.QueuedConnection)
    window.lockdown.show()
    QTimer.singleShot(0, beat)  # the first heartbeat, without waiting for the timer
    QTimer.singleShot(0, keep_awake)
    return app.exec()


def _listen(window: KioskWindow, config: Config, recording: str | None) -> KioskListener:
    listener = KioskListener(spoken_at(config.languages[0], config.bundle).language)
    queued = Qt.ConnectionType.QueuedConnection
    listener.entry_event.connect(window.handle, queued)
    window.language_changed.connect(listener.use_language)

    def update() -> None:
        window.microphone, window.has_model = listener.code, listener.has_model
        window.source, window.source_problem = listener.source, listener.message

    listener.changed.connect(update, queued)
    window.level = lambda: listener.level_db

    def prepare() -> tuple[GetModel, Source]:
        from desktop.audio.recognizers import Models
        from desktop.audio.sources import FileSource, MicrophoneSource

        models = Models(config.bundle, len(config.languages), config.profile, log.warning)
        return models.get, FileSource(recording) if recording else MicrophoneSource(config.device)

    start_in_thread(listener, prepare)
    return listener


def _exit_after_error(
    kind: type[BaseException], _error: BaseException, trace: TracebackType | None
) -> None:
    """Exit after an unexpected error; the supervisor restarts the process.

    The error's message is not logged, because it may contain a number.
    """
    where = "".join(traceback.format_tb(trace))
    log.critical("%s in the window:\n%s", kind.__name__, where)
    logging.shutdown()
    os._exit(ERROR_CODE)
