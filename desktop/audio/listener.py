"""What the audio room tells whoever listens: the window, the command line, a test.

Every method of a `Listener` is called from the worker's thread and must return at once. A Qt
listener only emits signals, which Qt queues to the GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from core.events import Activity, Result
from core.spectrogram import Columns

StateCode = Literal[
    "opening", "listening", "paused", "recovering", "no_portaudio", "no_device", "busy",
    "unsupported", "blocked", "failed", "finished",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class SourceState:
    """What the source of sound is doing.

    Attributes
    ----------
    code : str
        ``opening``, ``listening`` and ``paused`` and ``finished`` (a file's end) are well;
        ``recovering`` (lost, being reopened), ``no_portaudio``, ``no_device``, ``busy``,
        ``unsupported``, ``blocked`` (exact zeros) and ``failed`` are not.
    source : str
        The device's or the file's name.
    message : str
        One line for people: what is the matter and what to do. Empty where all is well.
    rate : int
        The source's own sample rate in Hz, 0 while unknown.
    """

    code: StateCode
    source: str
    message: str = ""
    rate: int = 0

    @property
    def is_well(self) -> bool:
        """Whether sound is coming, about to come, or has come to its proper end."""
        return self.code in ("opening", "listening", "paused", "finished")


@dataclass(frozen=True, slots=True)
class Stamps:
    """When things happened, on ``time.perf_counter()``'s clock, in seconds.

    Attributes
    ----------
    captured : float
        The capture callback that brought the block which closed the utterance.
    known : float
        The recognizer's answer.
    speech_end : float
        The utterance's last sound, counted back from `captured` by the stream's clock.
    taken : float
        The worker took that block out of the ring; 0 where nobody noted it.
    """

    captured: float
    known: float
    speech_end: float
    taken: float = 0.0


def stage_times(result: Result, stamps: Stamps, shown: float) -> dict[str, float]:
    """Where the time from a word's last sound to its answer on screen went, in milliseconds.

    Parameters
    ----------
    result : Result
    stamps : Stamps
    shown : float
        When the answer stood on the screen or in the terminal, on ``time.perf_counter()``'s clock.

    Returns
    -------
    dict
        ``pause``: from the last sound to the VAD's close; ``capture``: the rest of the block that
        closed it, and the resampler's delay; ``queue``: the block waits for the worker; ``segment``
        (with the resampling), ``features``, ``mlp`` and ``decision``; ``display``. Together they
        are ``heard_to_shown``.
    """
    t = result.timings
    pause = 1e3 * (result.closed_at - result.end)
    queue = 1e3 * (stamps.taken - stamps.captured)
    segment = 1e3 * (stamps.known - stamps.taken) - t.latency_ms
    return {
        "pause": pause,
        "capture": 1e3 * (stamps.captured - stamps.speech_end) - pause,
        "queue": queue,
        "segment": segment,
        "features": t.spectrogram_ms,
        "mlp": t.mlp_ms,
        "decision": t.decision_ms,
        "display": 1e3 * (shown - stamps.known),
        "heard_to_shown": 1e3 * (shown - stamps.speech_end),
    }


class Listener(Protocol):
    """Receives everything the worker has to tell."""

    def on_state(self, state: SourceState) -> None:
        """Take the source's new state."""

    def on_activity(self, activity: Activity) -> None:
        """Take the level and VAD state after each block."""

    def on_columns(self, columns: Columns) -> None:
        """Take new columns of the live spectrogram."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Take a provisional, withdrawn, final or rejected result."""
