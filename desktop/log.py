"""The log file, for developers."""

from __future__ import annotations

import logging
from pathlib import Path

_MAX_BYTES = 500_000


def log_path() -> Path:
    """The log file, in the platform's folder for logs."""
    from platformdirs import user_log_path

    return user_log_path("spoken-digits", appauthor=False) / "spoken-digits.log"


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

    path = log_path()
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(path, maxBytes=_MAX_BYTES, backupCount=1, encoding="utf-8")
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    return handler


def start_logging() -> None:
    """Write warnings and errors to the log file, not to stderr. For entry points."""
    root = logging.getLogger()
    if any(isinstance(handler, _LateFile) for handler in root.handlers):
        return
    logging.raiseExceptions = False  # a full disk must not print a traceback
    handler = _LateFile(logging.WARNING)
    root.addHandler(handler)
