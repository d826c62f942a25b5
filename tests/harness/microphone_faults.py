"""Everything that can happen to a microphone, to be done and undone at will.

Most of it is done to the virtual microphone and is real as far as PortAudio can tell. What
PulseAudio cannot make (a device in use, a refused rate, a computer that sleeps) is made where our
code calls sounddevice: `Boundary`.
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
    """Something that goes wrong, and how it comes right again.

    Attributes
    ----------
    name : str
    make, undo : callable
    state : str
        The code of the state that people are shown meanwhile.
    is_real : bool
        False where it is made at our own boundary to sounddevice.
    """

    name: str
    make: Callable[[], object]
    undo: Callable[[], object]
    state: str = "recovering"
    is_real: bool = True


class Boundary:
    """Stands between our code and sounddevice, and lets calls fail while it is asked to."""

    def __init__(self, sounddevice: Any) -> None:
        self._sounddevice = sounddevice
        self._open, self._check = sounddevice.InputStream, sounddevice.check_input_settings
        self._sleeps = threading.Event()
        self.is_busy = self.refuses = False

    @contextmanager
    def in_force(self) -> Iterator[None]:
        """Let it stand there."""
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
        """The computer wakes up: clocks have parted."""
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


def all_faults(microphone: VirtualMicrophone, boundary: Boundary, room_dbfs: float) -> list[Fault]:
    """What there is, each ready to be done to a microphone in a room of this level."""

    def become_busy() -> None:
        boundary.is_busy = True
        boundary.sleep()  # it is taken while we are away

    def become_free() -> None:
        boundary.is_busy = False

    def refuse() -> None:
        boundary.refuses = True
        boundary.sleep()

    def accept() -> None:
        boundary.refuses = False

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
            lambda: microphone.bed(None),
            lambda: microphone.bed(room_dbfs),
            state="blocked",
        ),
        Fault("in use", become_busy, become_free, is_real=False),
        Fault("rate refused", refuse, accept, is_real=False),
        Fault("computer slept", boundary.sleep, lambda: None, is_real=False),
    ]
