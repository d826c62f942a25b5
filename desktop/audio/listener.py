"""The interface by which the worker reports states and results.

The window, the command line and tests implement `Listener`. The worker calls its methods in its
own thread, and they must return immediately. A Qt listener only emits signals, which Qt queues to
the GUI thread.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal, Protocol

from core.events import Activity, Number, Result
from core.recordings.refusals import AudioWarning
from core.spectrogram import Columns

StateCode = Literal[
    "opening", "listening", "paused", "recovering", "no_portaudio", "no_device", "busy",
    "unsupported", "blocked", "failed", "finished",
]  # fmt: skip
"""State of an audio source; see `SourceState`. These codes do not change."""

Reason = Literal[
    "lost", "no_response", "no_library", "no_package", "alsa_config", "sound_system",
    "no_microphone", "no_match", "not_responding", "busy", "no_format", "cannot_open", "blocked",
    "no_loudspeaker", "internal", "other",
]  # fmt: skip
"""Why an audio device or file cannot be used, in more detail than `StateCode`."""


@dataclass(frozen=True, slots=True)
class SourceState:
    """State of the audio source.

    Attributes
    ----------
    code : str
        ``opening``, ``listening``, ``paused`` and ``finished`` (end of a file) are normal.
        ``recovering`` (lost, being reopened), ``no_portaudio``, ``no_device``, ``busy``,
        ``unsupported``, ``blocked`` (exact zeros) and ``failed`` are problems.
    source : str
        Name of the device or file.
    message : str
        One line for people: the problem and what to do about it. Empty for normal states.
    rate : int
        Sample rate of the source in Hz; 0 if unknown.
    reason : str or None
        The `Reason` of a problem.
    detail : str
        Details from the system, such as PortAudio's message; may be empty.
    error : Exception or None
        Why a recording cannot be used; it has codes for texts in other languages.
    warnings : tuple of AudioWarning
        With ``finished``: what is wrong with the recording, though it was used.
    """

    code: StateCode
    source: str
    message: str = ""
    rate: int = 0
    reason: Reason | None = None
    detail: str = ""
    error: Exception | None = field(default=None, compare=False)
    warnings: tuple[AudioWarning, ...] = ()

    @property
    def is_well(self) -> bool:
        """Whether the state is normal."""
        return self.code in ("opening", "listening", "paused", "finished")


@dataclass(frozen=True, slots=True)
class Stamps:
    """Wall times of a result, in seconds of ``time.perf_counter()``.

    Attributes
    ----------
    captured : float
        When the capture callback delivered the block that closed the utterance.
    known : float
        When the recognizer returned the result.
    speech_end : float
        When the utterance ended: `captured` minus the stream time since then.
    taken : float
        When the worker took that block from the ring buffer; 0 if not recorded.
    """

    captured: float
    known: float
    speech_end: float
    taken: float = 0.0

    @property
    def heard_to_known_ms(self) -> float:
        """Time from the end of the utterance to its result, in milliseconds."""
        return 1e3 * (self.known - self.speech_end)


def stage_times(result: Result, stamps: Stamps, shown: float) -> dict[str, float]:
    """Split the time from the end of a word to its result on the screen, in milliseconds.

    Parameters
    ----------
    result : Result
    stamps : Stamps
    shown : float
        When the result was on the screen or in the terminal, in seconds of ``time.perf_counter()``.

    Returns
    -------
    dict
        ``pause``: from the last sound to the endpoint; ``capture``: the rest of the block that
        closed the utterance, and the delay of the resampler; ``queue``: the block waits for the
        worker; ``segment`` (including resampling), ``features``, ``mlp``, ``decision`` and
        ``display``. ``heard_to_shown`` is the sum of all.
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
    """Receives states and results from the worker."""

    def on_state(self, state: SourceState) -> None:
        """Receive the new state of the source."""

    def on_activity(self, activity: Activity) -> None:
        """Receive the level and the VAD state after each block."""

    def on_columns(self, columns: Columns) -> None:
        """Receive new columns of the live spectrogram."""

    def on_result(self, result: Result, stamps: Stamps) -> None:
        """Receive a provisional, withdrawn, final or rejected result."""

    def on_number(self, number: Number, stamps: Stamps) -> None:
        """Receive the digits of a phrase that is over."""
