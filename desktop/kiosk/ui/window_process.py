"""The door to the kiosk's window: what runs in the process that the supervisor calls ``window``."""

from __future__ import annotations

import logging
import os
import signal
import sys
import traceback
from collections.abc import Callable
from types import TracebackType
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QApplication

from desktop.kiosk.config import Config
from desktop.kiosk.delivery.courier import journal_path
from desktop.kiosk.delivery.journal_writer import JournalWriter
from desktop.kiosk.process.heartbeat import BEAT_SECONDS, LEAVE_CODE, RESTART_CODE, KioskProcess
from desktop.kiosk.ui.beep import Beeper
from desktop.kiosk.ui.keep_awake import keep_awake
from desktop.kiosk.ui.kiosk_listener import KioskListener, start_in_thread
from desktop.kiosk.ui.kiosk_window import KioskWindow

if TYPE_CHECKING:
    from core.recognizer import Recognizer
    from desktop.audio.sources import Source

log = logging.getLogger(__name__)

FAULT_CODE = 1


def run(config: Config, recording: str | None = None) -> int:
    """Show the kiosk until its staff leaves it, or something fails that should not.

    Parameters
    ----------
    config : Config
    recording : str, optional
        A file in the microphone's place.

    Returns
    -------
    int
        Exit code, which tells the supervisor what to do.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the supervisor's to answer
    part = KioskProcess(config.state, "window")
    part.end_with_parent()
    sys.excepthook = _give_up
    QApplication.setAttribute(Qt.ApplicationAttribute.AA_DisableSessionManager)
    app = QApplication(sys.argv[:1])
    app.setApplicationName("spoken-digits-kiosk")
    app.setStyle("Fusion")
    keeper = JournalWriter(journal_path(config.state), config.name)
    beeper = Beeper() if config.beep else None
    window = KioskWindow(config, keeper, beeper.play if beeper else lambda _: None)
    window.trouble = keeper.open()
    window.leave_wanted.connect(lambda: app.exit(LEAVE_CODE))
    window.restart_wanted.connect(lambda: app.exit(RESTART_CODE))
    ear = _listen(window, config, recording)

    def beat() -> None:
        part.beat(is_stuck=ear.is_stuck, **window.told())

    hearts = QTimer(window)
    hearts.setInterval(round(1000 * BEAT_SECONDS))
    hearts.timeout.connect(beat)
    hearts.start()
    ear.changed.connect(beat, Qt.ConnectionType.QueuedConnection)
    window.lock.close_in()
    QTimer.singleShot(0, beat)  # it is there: nobody need wait for the first half second
    QTimer.singleShot(0, keep_awake)
    return app.exec()


def _listen(window: KioskWindow, config: Config, recording: str | None) -> KioskListener:
    ear = KioskListener()
    queued = Qt.ConnectionType.QueuedConnection
    ear.happened.connect(window.happen, queued)

    def note() -> None:
        window.microphone, window.has_model = ear.code, ear.has_model

    ear.changed.connect(note, queued)

    def prepare() -> tuple[Callable[[], Recognizer], Source]:
        from desktop.audio.recognizers import recognizer_maker
        from desktop.audio.sources import FileSource, microphone

        make = recognizer_maker(config.bundle, profile=config.profile, tell=log.warning)
        return make, FileSource(recording) if recording else microphone(config.device)

    start_in_thread(ear, prepare)
    return ear


def _give_up(kind: type[BaseException], _error: BaseException, trace: TracebackType | None) -> None:
    """End the process after an error nobody expected: the supervisor starts it afresh.

    What the error says is not written down: it could hold a number.
    """
    where = "".join(traceback.format_tb(trace))
    log.critical("%s in the window:\n%s", kind.__name__, where)
    logging.shutdown()
    os._exit(FAULT_CODE)
