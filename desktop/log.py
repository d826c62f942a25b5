"""The log file, for developers."""

from __future__ import annotations

import datetime as dt
import logging
from pathlib import Path

from desktop.folders import NoHomeError, log_folder

_MAX_BYTES = 500_000


def log_path() -> Path:
    """The log file, in the platform's folder for logs; raises `NoHomeError`."""
    return log_folder() / "spoken-digits.log"


def where_details_are() -> str:
    """A sentence for people that names the log."""
    try:
        return f"Details are in {log_path()}"
    except NoHomeError as error:
        return f"There is no log: {error.strerror}"


class _LateFile(logging.Handler):
    """Opens the log file at the first record, so that it does not slow down the start."""

    _file: logging.Handler | None = None

    def emit(self, record: logging.LogRecord) -> None:
        """Write a record; if the file cannot be written, do nothing."""
        if self._file is None:
            self._file = _open()
        self._file.handle(record)


def _open() -> logging.Handler:
    from logging.handlers import RotatingFileHandler

    try:
        path = log_path()
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(_Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


class _Formatter(logging.Formatter):
    """Writes times with the offset from UTC, so that logs of several computers can be compared."""

    def formatTime(  # noqa: N802 - logging's name
        self, record: logging.LogRecord, datefmt: str | None = None
    ) -> str:
        """Logging: the time of a record."""
        local = dt.datetime.fromtimestamp(record.created).astimezone()
        return local.isoformat(" ", "milliseconds")


def start_logging() -> None:
    """Write warnings and errors to the log file, not to stderr. For entry points.

    A logger with another level, such as the kiosk's, writes what it logs.
    """
    root = logging.getLogger()
    if any(isinstance(handler, _LateFile) for handler in root.handlers):
        return
    logging.raiseExceptions = False  # a full disk must not print a traceback
    handler = _LateFile()
    root.addHandler(handler)
