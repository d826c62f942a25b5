"""Decode a recording to its end, block by block, even if the header has a wrong length."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO, cast

import soundfile  # pyright: ignore[reportMissingTypeStubs]

from core.channels import Float32Array, frames_at_once, tidy
from core.recordings.formats import FORMATS, NEVER_DECODED
from core.recordings.layout import HEAD_BYTES, parts_of
from core.recordings.parts import Part, PartFile, read_at
from core.recordings.pipes import REPORTED_BYTES, PipeFile, is_forward, pipe_part
from core.recordings.refusals import (
    AudioError,
    AudioWarning,
    damaged,
    printable,
    refusal_of_content,
    refusal_of_os,
)

LOWEST_RATE, HIGHEST_RATE = 2_000, 1_000_000
"""Accepted sample rates, in Hz. A header with another one is damaged."""

MISSING_SECONDS = 0.05
"""Less missing sound gives no warning, since programs round lengths."""

LARGEST_PIPE = 200_000_000
"""Maximum number of bytes that are read from a pipe before decoding."""

_PIPE_BYTES = 1 << 20
"""Number of bytes of a pipe that are read at once."""

_MAX_ERRORS = 200
"""After this number of consecutive errors, decoding ends."""

_UNKNOWN = {1, 2}
"""Error codes of libsndfile for an unrecognized format."""

Warn = Callable[[AudioWarning], object]
"""Called with a warning about a recording that is used although it is damaged."""


class _ForwardReader(soundfile.SoundFile):
    """Reads forward only.

    After each block, soundfile seeks in a seekable file, even if the position does not change. This
    fails for FLAC of unknown length, and an MP3 decoder loses the bits it needs for the next frame.
    """

    def seekable(self) -> bool:
        """Return False."""
        return False


class Recording:
    """An open recording.

    Parameters
    ----------
    file : binary file
        Seekable.
    name : str
        Name for messages.
    path : Path or None
        The path, if libsndfile can open the file itself.
    raw_rate : int, optional
        Sample rate in Hz of samples without a header.

    Attributes
    ----------
    name : str
    file : binary file
    is_pipe : bool
        Whether `file` holds what came through a pipe.

    Raises
    ------
    AudioError
        The file is empty.
    """

    def __init__(
        self, file: BinaryIO, name: str, path: Path | None, raw_rate: int | None = None
    ) -> None:
        self.name = name
        self._raw_rate = raw_rate
        self.file = file
        self.is_pipe = False
        self._path = path
        size = file.seek(0, os.SEEK_END)
        self._head = read_at(file, 0, HEAD_BYTES)
        if not self._head:
            raise AudioError(f"{name}: the file is empty; choose a recording ({FORMATS})", "empty")
        if self._head.startswith(NEVER_DECODED) and raw_rate is None:
            raise refusal_of_content(name, path, self._head, is_unknown=True)
        if raw_rate is not None:
            self._parts = [Part(0, size, is_estimate=True)]
        elif size == REPORTED_BYTES:
            self._parts = [pipe_part(file)]
        else:
            self._parts = parts_of(file, size)

    def parts(self, warn: Warn) -> Iterator[PartReader]:
        """The parts in order, each opened when it is its turn.

        Raises
        ------
        AudioError
            The first part cannot be decoded.
        """
        for number, part in enumerate(self._parts):
            try:
                reader = self._opened(part)
            except soundfile.LibsndfileError as error:
                if number == 0:
                    is_unknown = error.code in _UNKNOWN
                    raise refusal_of_content(
                        self.name, self._path, self._head, is_unknown=is_unknown
                    ) from None
                text = f"{self.name}: is damaged; its end cannot be decoded"
                warn(AudioWarning(text, "end_damaged"))
                return
            with reader:
                if not LOWEST_RATE <= reader.samplerate <= HIGHEST_RATE:
                    raise AudioError(
                        f"{self.name}: is damaged: a sample rate of {reader.samplerate} Hz is not "
                        "that of speech",
                        "damaged",
                    )
                yield PartReader(reader, part, self.name, warn)

    def without_sound(self, *, is_damaged: bool) -> AudioError:
        """The refusal, if nothing could be decoded."""
        if is_damaged:
            return damaged(self.name)
        return AudioError(f"{self.name}: holds no sound; choose another recording", "no_sound")

    def _opened(self, part: Part) -> _ForwardReader:
        if self._raw_rate is not None:
            return _ForwardReader(
                cast("BinaryIO", PartFile(self.file, part)),
                samplerate=self._raw_rate,
                channels=1,
                format="RAW",
                subtype="PCM_16",
                endian="LITTLE",
            )
        is_whole = part.begin == 0 and not part.patches and part.reported_size is None
        if is_whole and self._path is not None and len(self._parts) == 1:
            # On POSIX, a name may be bytes that are no text.
            name: Any = os.fsencode(self._path) if os.name == "posix" else str(self._path)
            return _ForwardReader(name)
        return _ForwardReader(cast("BinaryIO", PartFile(self.file, part)))


class PartReader:
    """A part that is being decoded.

    Attributes
    ----------
    rate : int
        Sample rate in Hz.
    channels : int
    """

    def __init__(self, reader: _ForwardReader, part: Part, name: str, warn: Warn) -> None:
        self.rate: int = reader.samplerate
        self.channels: int = reader.channels
        self._reader = reader
        self._part = part
        self._name = name
        self._warn = warn

    @property
    def header_seconds(self) -> float | None:
        """Length in seconds according to the header; None if it has none."""
        frames = self._header_frames()
        return None if frames is None else frames / self.rate

    def _header_frames(self) -> int | None:
        if self._part.header_frames is not None or self._part.is_estimate:
            return self._part.header_frames
        frames: int = self._reader.frames
        return frames if frames < 1 << 62 else None

    def blocks(self, seconds: float) -> Iterator[Float32Array]:
        """Decode up to the end.

        Parameters
        ----------
        seconds : float
            Maximum length of the blocks; they are shorter if there are many channels.

        Yields
        ------
        ndarray, shape (n, channels), float32
            Finite.
        """
        at_once = frames_at_once(self.rate, self.channels, seconds)
        done, errors, in_a_row = 0, 0, 0
        while in_a_row < _MAX_ERRORS:
            try:
                frames = cast(
                    "Float32Array",
                    self._reader.read(at_once, dtype="float32", always_2d=True),
                )
            except soundfile.LibsndfileError:
                in_a_row += 1  # the decoder goes on behind the damage
                continue
            if len(frames) == 0:
                break
            errors, in_a_row = errors + in_a_row, 0
            done += len(frames)
            yield tidy(frames)
        self._report_problems(done, errors)

    def _report_problems(self, done: int, errors: int) -> None:
        missing = max(self._part.missing, ((self._header_frames() or 0) - done) / self.rate)
        if missing > MISSING_SECONDS:
            text = f"by its header, {_length(missing)} of sound are missing"
            text = f"{self._name}: is cut short: {text}"
            self._warn(AudioWarning(text, "cut_short", missing))
        elif self._part.is_cut:
            text = f"{self._name}: is cut short: the file ends too early"
            self._warn(AudioWarning(text, "cut_short"))
        elif errors:
            text = f"{self._name}: is damaged; some of its sound is missing"
            self._warn(AudioWarning(text, "part_damaged"))


def _length(seconds: float) -> str:
    return f"{seconds:.1f} s" if seconds < 600 else f"{seconds / 60:.0f} minutes"


@contextmanager
def open_recording(
    source: Path | str | BinaryIO, name: str | None = None, raw_rate: int | None = None
) -> Generator[Recording]:
    """Open a recording.

    Parameters
    ----------
    source : Path or binary file
        A file, a named pipe, or an open file such as ``sys.stdin.buffer``. Pipes are read to
        their end first.
    name : str, optional
        Name for messages; the default is the path.
    raw_rate : int, optional
        Sample rate in Hz of a file without a header: 16-bit samples, little-endian, mono.

    Raises
    ------
    AudioError
        The source is missing, not a file, not readable, empty or not a recording.
    """
    if isinstance(source, str):
        source = Path(source)
    is_path = isinstance(source, Path)
    name = printable(source) if name is None else name
    try:
        if is_path and not (stat.S_ISREG(mode := source.stat().st_mode) or stat.S_ISFIFO(mode)):
            if stat.S_ISDIR(mode):
                raise AudioError(f"{name}: is a folder; name the recordings in it", "folder")
            raise AudioError(f"{name}: is a device, not a file; name a recording", "device")
        with source.open("rb") if is_path else _kept_open(source) as file:
            if file.seekable():
                yield Recording(file, name, source if is_path else None, raw_rate)
            else:
                recording = Recording(_read_pipe(file, name), name, None, raw_rate)
                recording.is_pipe = True
                yield recording
    except OSError as error:
        raise refusal_of_os(name, error) from None
    except ValueError:  # a null character in the path
        if is_path and "\0" in str(source):
            raise AudioError(f"{name}: no such file; check the name", "missing") from None
        raise


def rereadable(source: Path | str | BinaryIO, name: str | None = None) -> Path | BinaryIO:
    """Return the source itself or, since a pipe can be read only once, the content of the pipe.

    Raises
    ------
    AudioError
        As `open_recording`.
    """
    with open_recording(source, name) as recording:
        if recording.is_pipe:
            return recording.file
    return Path(source) if isinstance(source, str) else source


def open_live(pipe: BinaryIO, name: str, raw_rate: int | None = None) -> Recording:
    """Open a recording that is decoded while it arrives through a pipe.

    Formats whose decoders must seek (Ogg, MP3) are read to their end first.

    Parameters
    ----------
    pipe : binary file
        Unbuffered.
    name, raw_rate
        As for `open_recording`.

    Raises
    ------
    AudioError
        The recording is empty or not a recording.
    """
    file = cast("BinaryIO", PipeFile(pipe))
    if raw_rate is None and not is_forward(file):
        return Recording(_read_pipe(file, name), name, None)
    return Recording(file, name, None, raw_rate)


@contextmanager
def _kept_open(file: BinaryIO) -> Generator[BinaryIO]:
    yield file


def _read_pipe(file: BinaryIO, name: str) -> BinaryIO:
    content = io.BytesIO()
    # An unbuffered pipe returns what has arrived, which may be less than was asked for.
    while content.tell() <= LARGEST_PIPE and (piece := file.read(_PIPE_BYTES)):
        content.write(piece)
    if content.tell() > LARGEST_PIPE:
        raise AudioError(
            f"{name}: is longer than {LARGEST_PIPE // 1_000_000} MB; store it in a file first",
            "too_large",
            f"{LARGEST_PIPE // 1_000_000} MB",
        )
    content.seek(0)
    return content
