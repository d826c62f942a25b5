"""Opens other microphones for their level meters, and runs the microphone test."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.levels import level_db
from desktop.audio import portaudio
from desktop.audio.devices import Device
from desktop.audio.errors import DeviceError, GivenUpError, SourceLostError
from desktop.audio.playback import OPEN_TIMEOUT, begin
from desktop.audio.sources import MicrophoneSource

TEST_SECONDS = 3.0


class MicrophoneWatch(QObject):
    """Opens each device in a separate thread and reports its level; stores no audio."""

    level = Signal(object, float)
    """A device and its level in dBFS."""

    failed = Signal(object, str)
    """A device and a message for the user."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, devices: Sequence[Device]) -> None:
        """Open these devices and close all others."""
        self.stop()
        self._stop = stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch, args=(device, stop), name="watch", daemon=True)
            for device in devices
        ]
        for thread in self._threads:
            thread.start()

    def stop(self, *, wait: bool = False) -> None:
        """Close all devices; `wait` blocks until they are closed."""
        self._stop.set()
        if wait:
            for thread in self._threads:
                thread.join(2.0)
        self._threads = []

    def _watch(self, device: Device, stop: threading.Event) -> None:
        source = MicrophoneSource(device.name, device.host_api)
        with contextlib.suppress(RuntimeError):  # the window has been closed
            try:
                source.open(stop.is_set)
                while not stop.is_set():
                    block = source.read(0.1)
                    if block is not None and len(block.samples):
                        self.level.emit(device, level_db(block.samples))
            except GivenUpError:
                pass
            except DeviceError as error:
                self.failed.emit(device, error.message)
            except SourceLostError as error:
                self.failed.emit(device, str(error))
            finally:
                source.close()


class MicrophoneTest(QObject):
    """Records a few seconds and plays them back."""

    progress = Signal(float, float)
    """Completed fraction of the recording, and its level in dBFS."""

    playing = Signal(float)
    """The recording is being played back; its duration in seconds."""

    failed = Signal(str)

    def start(self, device: Device | None) -> None:
        """Test a microphone, or the system's default; returns immediately."""
        threading.Thread(target=self._run, args=(device,), name="test", daemon=True).start()

    def _run(self, device: Device | None) -> None:
        source = MicrophoneSource(*((device.name, device.host_api) if device else ()))
        not_cancelled = threading.Event()
        blocks: list[np.ndarray] = []
        try:
            source.open(not_cancelled.is_set)
            recorded, required = 0, round(TEST_SECONDS * source.rate)
            while recorded < required:
                block = source.read(0.5)
                if block is None or not len(block.samples):
                    continue
                blocks.append(block.samples)
                recorded += len(block.samples)
                self.progress.emit(min(recorded / required, 1.0), level_db(block.samples))
        except (DeviceError, GivenUpError, SourceLostError) as error:
            self._fail(error)
            return
        finally:
            source.close()
        try:
            playback = begin(np.concatenate(blocks), source.rate)
            portaudio.wait(playback.started, timeout=OPEN_TIMEOUT)
            self.playing.emit(playback.seconds)
        except (DeviceError, GivenUpError) as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(getattr(error, "message", "") or str(error) or type(error).__name__)
