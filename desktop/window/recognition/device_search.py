"""Finds a microphone that works where the system's default does not."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.audio.devices import Device
from desktop.audio.listener import SourceState

HOPELESS = ("no_portaudio",)
TELLING = ("busy", "unsupported", "failed", "blocked", "no_device")


class DeviceSearch:
    """Tries each device once, from the first failure of the default on.

    It is over when a device gives sound, when none is left, or when the person chooses.
    """

    def __init__(self) -> None:
        self.is_over = False
        self.found: Device | None = None
        """The device that is tried, or that works once it is over."""
        self._tried: set[tuple[str, str]] = set()

    def next_after(self, state: SourceState, devices: Sequence[Device]) -> Device | None:
        """The device to try next, since the present one is in this state; None for no other."""
        if self.is_over or state.code not in TELLING:
            return None
        for device in devices:
            key = (device.name, device.host_api)
            if device.is_default or device.name == state.source or key in self._tried:
                continue
            self._tried.add(key)
            self.found = device
            return device
        if devices:  # with none there is nothing to give up: one may be plugged in
            self.is_over = True
        return None

    def sound_came(self) -> bool:
        """Sound has come from the device at hand; True where that is one we have found."""
        was_over, self.is_over = self.is_over, True
        return not was_over and self.found is not None
