"""Error messages for recordings that cannot be used."""

from __future__ import annotations

import errno
import shlex
from pathlib import Path
from typing import Literal, Self

from core.recordings.formats import FORMATS, foreign_format, short_name

AudioProblem = Literal[
    "missing",
    "folder",
    "device",
    "no_permission",
    "unreadable",
    "empty",
    "foreign_format",
    "not_audio",
    "damaged",
    "no_sound",
    "too_long",
    "too_large",
    "no_input",
    "other",
]
"""Why a recording cannot be used."""

WarningProblem = Literal["cut_short", "end_damaged", "part_damaged"]
"""What is wrong with a recording that is used nevertheless."""


class AudioError(Exception):
    """A recording cannot be used; the message is one line for the user.

    Parameters
    ----------
    message : str
        In English; begins with the name of the recording.
    problem : AudioProblem
    detail : str
        The format, a number or the system's message; may be empty.

    Attributes
    ----------
    problem, detail
        As above, for texts in other languages.
    """

    def __init__(self, message: str, problem: AudioProblem = "other", detail: str = "") -> None:
        super().__init__(message)
        self.problem: AudioProblem = problem
        self.detail = detail


class NotAudioError(AudioError):
    """The file is not a recording, or its format cannot be read."""


class TooLongError(AudioError):
    """The recording is longer than the caller allows."""


class AudioWarning(str):
    """A message about a recording that is used although sound is missing.

    Attributes
    ----------
    problem : WarningProblem
    seconds : float
        Length of the missing sound; 0 if it is unknown.
    """

    __slots__ = ("problem", "seconds")

    problem: WarningProblem
    seconds: float

    def __new__(cls, text: str, problem: WarningProblem, seconds: float = 0.0) -> Self:
        """Create the warning from its English text."""
        warning = super().__new__(cls, text)
        warning.problem = problem
        warning.seconds = seconds
        return warning

    def __reduce__(self) -> tuple[type[Self], tuple[str, WarningProblem, float]]:
        """Return how to create a copy in another process."""
        return type(self), (str(self), self.problem, self.seconds)


def printable(name: object) -> str:
    """Return a name in one line, with control characters and undecodable bytes escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in str(name)
    )


def refusal_of_os(name: str, error: OSError) -> AudioError:
    """Return the error for a file that the system cannot open or read."""
    known: dict[int, tuple[AudioProblem, str]] = {
        errno.ENOENT: ("missing", "no such file; check the name"),
        errno.ENOTDIR: ("missing", "no such file; check the name"),
        errno.EISDIR: ("folder", "is a folder; name the recordings in it"),
        errno.EACCES: ("no_permission", "may not be read; change its permissions"),
        errno.EPERM: ("no_permission", "may not be read; change its permissions"),
        errno.ENAMETOOLONG: ("missing", "no such file: its name is too long"),
    }
    why = error.strerror or str(error)
    problem, text = known.get(error.errno or 0, ("unreadable", f"cannot be read ({why})"))
    return AudioError(f"{name}: {text}", problem, why)


def refusal_of_content(
    name: str, path: Path | None, head: bytes, *, is_unknown: bool
) -> AudioError:
    """Return the error for a file that libsndfile cannot decode.

    Parameters
    ----------
    name : str
        Name for messages.
    path : Path or None
        None for a pipe.
    head : bytes
        The file's first bytes.
    is_unknown : bool
        Whether libsndfile does not know the format; otherwise the file is damaged.
    """
    foreign = foreign_format(head)
    if foreign is not None:
        source = shlex.quote(printable(path)) if path is not None else "INPUT"
        target = "OUTPUT.wav"
        if path is not None:
            # Some have the wrong ending, and ffmpeg cannot write to the file that it reads.
            end = "-converted.wav" if path.suffix.casefold() == ".wav" else ".wav"
            target = shlex.quote(f"{printable(path.stem)}{end}")
        return NotAudioError(
            f"{name}: is {foreign}, which cannot be read; convert it to WAV first, for example "
            f"with: ffmpeg -i {source} {target}",
            "foreign_format",
            short_name(foreign),
        )
    if is_unknown:
        return NotAudioError(f"{name}: is not a recording ({FORMATS} can be read)", "not_audio")
    return damaged(name)


def damaged(name: str) -> AudioError:
    """Return the error for a file of which nothing can be decoded."""
    return AudioError(f"{name}: is damaged and cannot be decoded; record it again", "damaged")
