"""Why a recording cannot be used, as one clear line for people."""

from __future__ import annotations

import errno
import shlex
from pathlib import Path

from core.recordings.formats import FORMATS, foreign_format


class AudioError(Exception):
    """A recording that cannot be used; the text is one clear line for people."""


class NotAudioError(AudioError):
    """The content is no recording, or of a format that cannot be read."""


class TooLongError(AudioError):
    """The recording is longer than the caller takes."""


def printable(name: object) -> str:
    """A name in one line: control characters and bytes that are no text are escaped."""
    return "".join(
        char if char.isprintable() else char.encode("unicode_escape").decode("ascii")
        for char in str(name)
    )


def refusal_of_os(name: str, error: OSError) -> AudioError:
    """The refusal of a file that the system does not open or read."""
    known = {
        errno.ENOENT: "no such file; check the name",
        errno.ENOTDIR: "no such file; check the name",
        errno.EISDIR: "is a folder; name the recordings in it",
        errno.EACCES: "may not be read; change its permissions",
        errno.EPERM: "may not be read; change its permissions",
        errno.ENAMETOOLONG: "no such file: its name is too long",
    }
    text = known.get(error.errno or 0, f"cannot be read ({error.strerror or error})")
    return AudioError(f"{name}: {text}")


def refusal_of_content(
    name: str, path: Path | None, head: bytes, *, is_unknown: bool
) -> AudioError:
    """The refusal of a file that libsndfile does not decode.

    Parameters
    ----------
    name : str
        For people.
    path : Path or None
        None for sound that comes through a pipe.
    head : bytes
        The file's first bytes.
    is_unknown : bool
        Whether libsndfile does not know the format; otherwise the file is damaged.
    """
    foreign = foreign_format(head)
    if foreign is not None:
        source = shlex.quote(printable(path)) if path is not None else "INPUT"
        target = shlex.quote(f"{printable(path.stem)}.wav") if path is not None else "OUTPUT.wav"
        return NotAudioError(
            f"{name}: is {foreign}, which cannot be read; convert it to WAV first, for example "
            f"with: ffmpeg -i {source} {target}"
        )
    if is_unknown:
        return NotAudioError(f"{name}: is not a recording ({FORMATS} can be read)")
    return AudioError(f"{name}: is damaged and cannot be decoded; record it again")
