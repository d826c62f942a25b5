"""Listens to microphones beside the one in use: for their meters, and for a test."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Sequence

import numpy as np
from PySide6.QtCore import QObject, Signal

from core.levels import level_db
from desktop.audio.capture import SourceLostError
from desktop.audio.devices import Device, DeviceError
from desktop.audio.playback import OPEN_TIMEOUT, begin
from desktop.audio.portaudio import GivenUpError
from desktop.audio.sources import MicrophoneSource

TEST_SECONDS = 3.0


class MicrophoneWatch(QObject):
    """Opens each device in a thread of its own, and tells how loud it is; keeps no sound."""

    level = Signal(object, float)
    """Device and its level in dBFS."""

    trouble = Signal(object, str)
    """Device and why nothing comes from it, for people."""

    def __init__(self) -> None:
        super().__init__()
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, devices: Sequence[Device]) -> None:
        """Listen to these, and to no others any more."""
        self.stop()
        self._stop = stop = threading.Event()
        self._threads = [
            threading.Thread(target=self._watch, args=(device, stop), name="watch", daemon=True)
            for device in devices
        ]
        for thread in self._threads:
            thread.start()

    def stop(self, *, wait: bool = False) -> None:
        """Let go of all of them; they close by themselves, or are waited for."""
        self._stop.set()
        if wait:
            for thread in self._threads:
                thread.join(2.0)
        self._threads = []

    def _watch(self, device: Device, stop: threading.Event) -> None:
        source = MicrophoneSource(device.name, device.host_api)
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            try:
                source.open(stop.is_set)
                while not stop.is_set():
                    block = source.read(0.1)
                    if block is not None and len(block.samples):
                        self.level.emit(device, level_db(block.samples))
            except GivenUpError:
                pass
            except DeviceError as error:
                self.trouble.emit(device, error.message)
            except SourceLostError as error:
                self.trouble.emit(device, str(error))
            finally:
                source.close()


class MicrophoneTest(QObject):
    """Records some seconds and plays them back, so that one hears what the program hears."""

    progress = Signal(float, float)
    """Share of the recording that is done, and its level in dBFS."""

    playing = Signal(float)
    """Recorded; it is played for so many seconds."""

    failed = Signal(str)

    def start(self, device: Device | None) -> None:
        """Test a microphone, or the system's default; returns at once."""
        threading.Thread(target=self._run, args=(device,), name="test", daemon=True).start()

    def _run(self, device: Device | None) -> None:
        source = MicrophoneSource(*((device.name, device.host_api) if device else ()))
        never = threading.Event()
        blocks: list[np.ndarray] = []
        try:
            source.open(never.is_set)
            taken, wanted = 0, round(TEST_SECONDS * source.rate)
            while taken < wanted:
                block = source.read(0.5)
                if block is None or not len(block.samples):
                    continue
                blocks.append(block.samples)
                taken += len(block.samples)
                self.progress.emit(min(taken / wanted, 1.0), level_db(block.samples))
        except (DeviceError, GivenUpError, SourceLostError) as error:
            self._fail(error)
            return
        finally:
            source.close()
        try:
            opening = begin(np.concatenate(blocks), source.rate)
            self.playing.emit(opening.result(OPEN_TIMEOUT))
        except (DeviceError, GivenUpError) as error:
            self._fail(error)

    def _fail(self, error: Exception) -> None:
        self.failed.emit(getattr(error, "message", "") or str(error) or type(error).__name__)
