"""Decode a recording from memory; nothing is written to disk."""

from __future__ import annotations

import io

from core.audio import (
    AudioError,
    AudioWarning,
    Float32Array,
    NotAudioError,
    TooLongError,
    load,
)


class UnusableError(Exception):
    """A recording that cannot be used.

    Attributes
    ----------
    code, cause, value
        As of `desktop.server.problems.Problem`.
    """

    def __init__(self, code: str, detail: str, cause: str, value: str | float) -> None:
        super().__init__(detail)
        self.code = code
        self.cause = cause
        self.value = value


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
    missing: list[AudioWarning] = []
    try:
        samples = load(
            io.BytesIO(recording), name=name, max_seconds=max_seconds, warn=missing.append
        )
    except NotAudioError as error:
        raise UnusableError("not_audio", str(error), error.problem, error.detail) from None
    except TooLongError:
        detail = f"{name}: is longer than the {max_seconds:g} s taken here; send a part of it"
        raise UnusableError("too_long", detail, "too_long", max_seconds) from None
    except AudioError as error:
        raise UnusableError("unusable", str(error), error.problem, error.detail) from None
    if missing:
        first = missing[0]
        raise UnusableError("unusable", first, first.problem, round(first.seconds, 1))
    return samples
