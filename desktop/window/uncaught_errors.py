"""Logs uncaught exceptions and reports them to the window; the program continues.

`desktop.log` configures the log, which is rotated and contains neither audio nor digits.
"""

from __future__ import annotations

import logging
import sys
import threading
from types import TracebackType

from PySide6.QtCore import QMessageLogContext, QObject, QtMsgType, Signal, qInstallMessageHandler

log = logging.getLogger(__name__)


class UncaughtErrors(QObject):
    """Logs uncaught exceptions of all threads and emits a signal for each."""

    raised = Signal(str)
    """Type and first line of an uncaught exception."""

    def __init__(self) -> None:
        super().__init__()
        self._previous_hooks = (sys.excepthook, threading.excepthook)

    def install(self) -> None:
        """Install the hooks for exceptions of all threads and for Qt's messages."""
        self._previous_hooks = (sys.excepthook, threading.excepthook)
        sys.excepthook = self._on_exception
        threading.excepthook = self._on_thread_exception
        qInstallMessageHandler(_on_qt_message)

    def remove(self) -> None:
        """Restore the previous hooks."""
        sys.excepthook, threading.excepthook = self._previous_hooks
        qInstallMessageHandler(None)

    def _on_exception(
        self,
        kind: type[BaseException],
        error: BaseException,
        trace: TracebackType | None,
    ) -> None:
        log.error("uncaught exception: %s", kind.__name__, exc_info=(kind, error, trace))
        self.raised.emit(_line(kind, error))

    def _on_thread_exception(self, args: threading.ExceptHookArgs) -> None:
        if args.exc_type is SystemExit or args.exc_value is None:
            return
        name = args.thread.name if args.thread else "?"
        trace = (args.exc_type, args.exc_value, args.exc_traceback)
        log.error(
            "uncaught exception in thread %s: %s", name, args.exc_type.__name__, exc_info=trace
        )
        self.raised.emit(_line(args.exc_type, args.exc_value))


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
        print(message, file=sys.stderr)  # the program ends now and cannot show a notification
