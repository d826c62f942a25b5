"""Decode a recording from memory; nothing is written to disk."""

from __future__ import annotations

import io

from core.audio import AudioError, Float32Array, NotAudioError, TooLongError, load


class UnusableError(Exception):
    """A recording that cannot be used; `code` is one of `desktop.server.problems.STATUS`."""

    def __init__(self, code: str, detail: str) -> None:
        super().__init__(detail)
        self.code = code


def decode(recording: bytes, name: str, max_seconds: float) -> Float32Array:
    """Decode a recording.

    Parameters
    ----------
    recording : bytes
        The whole file.
    name : str
        For people.
    max_seconds : float
        Longer ones are refused, without being decoded to their end.

    Returns
    -------
    ndarray, shape (n,), float32
        Mono at ``core.audio.SAMPLE_RATE``.

    Raises
    ------
    UnusableError
        It is not audio, too long, damaged, or cut short.
    """
    missing: list[str] = []
    try:
        samples = load(
            io.BytesIO(recording), name=name, max_seconds=max_seconds, warn=missing.append
        )
    except NotAudioError as error:
        raise UnusableError("not_audio", str(error)) from None
    except TooLongError:
        detail = f"{name}: is longer than the {max_seconds:g} s taken here; send a part of it"
        raise UnusableError("too_long", detail) from None
    except AudioError as error:
        raise UnusableError("unusable", str(error)) from None
    if missing:
        raise UnusableError("unusable", missing[0])
    return samples
