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
    """

    captured: float
    known: float
    speech_end: float


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
