"""Opens other microphones for their level meters, and runs the microphone test."""

from __future__ import annotations

import threading
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.levels import level_db
from desktop.audio import portaudio_thread
from desktop.audio.devices import Device
from desktop.audio.errors import DeviceError, GivenUpError, SourceLostError
from desktop.audio.playback import OPEN_TIMEOUT, begin
from desktop.audio.sources import MicrophoneSource
from desktop.window.polled_threads import PolledThreads

TEST_SECONDS = 3.0

_PROBLEMS = (DeviceError, GivenUpError, SourceLostError)
"""Why a microphone cannot be opened or stops; see `desktop.window.device_texts`."""


class MicrophoneWatch(QObject):
    """Opens each device in a separate thread and reports its level; stores no audio."""

    level = Signal(object, float)
    """A device and its level in dBFS."""

    failed = Signal(object, object)
    """A device and the exception."""

    def __init__(self) -> None:
        super().__init__()
        self._threads = PolledThreads(self)
        self._stop = threading.Event()

    def start(self, devices: Sequence[Device]) -> None:
        """Open these devices and close all others."""
        self.stop()
        self._stop = stop = threading.Event()
        for device in devices:
            self._threads.start(lambda device=device: self._watch(device, stop), "watch")

    def stop(self) -> None:
        """Close all devices; returns immediately."""
        self._stop.set()

    def _watch(self, device: Device, stop: threading.Event) -> None:
        source = MicrophoneSource(device.name, device.host_api)
        call = self._threads.call_in_gui
        try:
            source.open(stop.is_set)
            while not stop.is_set():
                block = source.read(0.1)
                if block is not None and len(block.samples):
                    decibels = float(level_db(block.samples))
                    call(lambda decibels=decibels: self._report(device, stop, decibels))
        except GivenUpError:
            pass
        except (DeviceError, SourceLostError) as error:
            problem = error
            call(lambda: self._report(device, stop, problem))
        finally:
            source.close()

    def _report(self, device: Device, stop: threading.Event, what: float | Exception) -> None:
        if stop.is_set():
            return
        if isinstance(what, float):
            self.level.emit(device, what)
        else:
            self.failed.emit(device, what)


class MicrophoneTest(QObject):
    """Records a few seconds and plays them back."""

    progress = Signal(float, float)
    """Completed fraction of the recording, and its level in dBFS."""

    playing = Signal(float)
    """The recording is being played back; its duration in seconds."""

    failed = Signal(object)
    """The exception."""

    def __init__(self) -> None:
        super().__init__()
        self._threads = PolledThreads(self)

    def start(self, device: Device | None) -> None:
        """Test a microphone, or the system's default; returns immediately."""
        self._threads.start(lambda: self._run(device), "test")

    def _run(self, device: Device | None) -> None:
        call = self._threads.call_in_gui
        try:
            samples, rate = self._record(device)
            playback = begin(samples, rate)
            portaudio_thread.wait(playback.started, timeout=OPEN_TIMEOUT)
        except _PROBLEMS as error:
            problem = error
            call(lambda: self.failed.emit(problem))
        else:
            call(lambda: self.playing.emit(playback.seconds))

    def _record(self, device: Device | None) -> tuple[np.ndarray, int]:
        """Record `TEST_SECONDS` and return the samples, shape (n,), and their rate in Hz."""
        source = MicrophoneSource(*((device.name, device.host_api) if device else ()))
        blocks: list[np.ndarray] = []
        try:
            source.open(lambda: False)
            recorded, required = 0, round(TEST_SECONDS * source.rate)
            while recorded < required:
                block = source.read(0.5)
                if block is None or not len(block.samples):
                    continue
                blocks.append(block.samples)
                recorded += len(block.samples)
                share, level = min(recorded / required, 1.0), float(level_db(block.samples))
                self._threads.call_in_gui(
                    lambda share=share, level=level: self.progress.emit(share, level)
                )
            return np.concatenate(blocks), source.rate
        finally:
            source.close()
