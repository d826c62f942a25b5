"""An error that nobody caught reaches the log and the window, and ends neither.

`desktop.log` keeps the log: small, turned over, without sound and without digits.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)


class UncaughtErrors(QObject):
    """Takes what nobody caught, writes it down and tells the window; safe from any thread."""

    fault = Signal(str)
    """One line on what happened."""

    def __init__(self) -> None:
        super().__init__()
        self._before = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Begin: exceptions of all threads and Qt's messages come here."""
        self._before = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """End: everything is as it was before `install`."""
        sys.excepthook, threading.excepthook = self._before
        qInstallMessageHandler(None)

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        log.error("not caught: %s", kind.__name__, exc_info=(kind, error, trace))
        self.fault.emit(_line(kind, error))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is SystemExit or args.exc_value is None:
            return
        name = args.thread.name if args.thread else "?"
        trace = (args.exc_type, args.exc_value, args.exc_traceback)
        log.error("not caught in thread %s: %s", name, args.exc_type.__name__, exc_info=trace)
        self.fault.emit(_line(args.exc_type, args.exc_value))


def _line(kind: type[BaseException], error: BaseException) -> str:
    lines = str(error).splitlines()
    return f"{kind.__name__}: {lines[0]}" if lines else kind.__name__


_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, message: str) -> None:
    log.log(_LEVELS.get(kind, logging.WARNING), "Qt: %s (%s)", message, context.category)
    if kind == QtMsgType.QtFatalMsg:
        print(message, file=sys.stderr)  # the program ends now; a log nobody opens is not enough
