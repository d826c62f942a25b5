"""Faults of a microphone that can be made and undone.

Most are made with the virtual microphone and are real for PortAudio. Those that PulseAudio cannot
make (a device in use, a refused rate, a computer that slept) are simulated where our code calls
sounddevice: `FaultyCalls`.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from unittest.mock import patch

from desktop.audio.errors import PA_DEVICE_UNAVAILABLE, PA_INVALID_SAMPLE_RATE
from desktop.audio.sleep import SleepWatch
from desktop.bench.virtual_microphone import VirtualMicrophone


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault, and how it is undone.

    Attributes
    ----------
    name : str
    make, undo : callable
    state : str
        Code of the state that is shown meanwhile.
    is_real : bool
        False if it is simulated.
    """

    name: str
    make: Callable[[], object]
    undo: Callable[[], object]
    state: str = "recovering"
    is_real: bool = True


class FaultyCalls:
    """Makes calls of sounddevice fail on request."""

    def __init__(self, sounddevice: Any) -> None:
        self._sounddevice = sounddevice
        self._open, self._check = sounddevice.InputStream, sounddevice.check_input_settings
        self._sleeps = threading.Event()
        self.is_busy = self.refuses = False

    @contextmanager
    def active(self) -> Iterator[None]:
        """Replace the functions of sounddevice."""
        slept, before = self._sleeps, SleepWatch.has_slept

        def has_slept(watch: SleepWatch) -> bool:
            if slept.is_set():
                slept.clear()
                return True
            return before(watch)

        with (
            patch.object(self._sounddevice, "InputStream", self._opened),
            patch.object(self._sounddevice, "check_input_settings", self._checked),
            patch.object(SleepWatch, "has_slept", has_slept),
        ):
            yield

    def sleep(self) -> None:
        """Let the program believe that the computer slept."""
        self._sleeps.set()

    def _opened(self, **arguments: Any) -> Any:
        if self.is_busy:
            raise self._sounddevice.PortAudioError(
                "Error opening InputStream: Device unavailable", PA_DEVICE_UNAVAILABLE
            )
        return self._open(**arguments)

    def _checked(self, **arguments: Any) -> None:
        if self.refuses:
            raise self._sounddevice.PortAudioError(
                "Error opening InputStream: Invalid sample rate", PA_INVALID_SAMPLE_RATE
            )
        self._check(**arguments)


def all_faults(microphone: VirtualMicrophone, calls: FaultyCalls, noise_dbfs: float) -> list[Fault]:
    """All faults, for a microphone with background noise of this level."""

    def become_busy() -> None:
        calls.is_busy = True
        calls.sleep()  # so that the program opens it again

    def become_free() -> None:
        calls.is_busy = False

    def refuse() -> None:
        calls.refuses = True
        calls.sleep()

    def accept() -> None:
        calls.refuses = False

    def replug_at_another_rate() -> None:
        microphone.plug({48_000: 44_100, 44_100: 16_000}.get(microphone.rate, 48_000))

    return [
        Fault("unplugged", microphone.unplug, microphone.plug),
        Fault("another rate", microphone.unplug, replug_at_another_rate),
        Fault("server stopped", microphone.shut_down, microphone.start),
        Fault("server killed", microphone.kill, microphone.start),
        Fault("server frozen", microphone.freeze, microphone.thaw),
        Fault(
            "exact zeros",
            lambda: microphone.background_noise(None),
            lambda: microphone.background_noise(noise_dbfs),
            state="blocked",
        ),
        Fault("in use", become_busy, become_free, is_real=False),
        Fault("rate refused", refuse, accept, is_real=False),
        Fault("computer slept", calls.sleep, lambda: None, is_real=False),
    ]
