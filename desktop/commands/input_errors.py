"""Messages about input files that cannot be used."""

from __future__ import annotations

import logging

from core.audio import AudioError
from core.recordings.refusals import printable
from desktop.log import where_details_are

MOST_NAMED = 5
"""Maximum number of files that a message names."""

log = logging.getLogger(__name__)


def reason_of(error: Exception, file: str) -> str:
    """Return a message of one line; an error other than `AudioError` is also logged."""
    if isinstance(error, AudioError):
        return str(error)
    name = printable(file)
    log.error("%s", name, exc_info=error)
    if isinstance(error, MemoryError):
        return f"{name}: there is not enough memory to recognize it"
    what, *_ = f"{type(error).__name__}: {error}".splitlines()
    return f"{name}: internal error ({what}). {where_details_are()}"


def left_out_text(names: list[str]) -> str:
    """Return a message of one line about files that were ignored because of their names."""
    shown = ", ".join(printable(name) for name in names[:MOST_NAMED])
    more = "" if len(names) <= MOST_NAMED else f" and {len(names) - MOST_NAMED} more"
    if len(names) == 1:
        return f"1 file was ignored because its name is not that of a recording: {shown}"
    return (
        f"{len(names)} files were ignored because their names are not those of recordings: "
        f"{shown}{more}"
    )
