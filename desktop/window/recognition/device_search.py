"""Finds a working microphone if the system's default does not work."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.audio.devices import Device
from desktop.audio.listener import SourceState

FAILURES = ("busy", "unsupported", "failed", "blocked", "no_device")
"""States after which another device is tried."""


class DeviceSearch:
    """Tries each device once, after the default device has failed.

    The search is over when a device delivers sound, when no device is left, or when the user
    selects one.
    """

    def __init__(self) -> None:
        self.is_over = False
        self.found: Device | None = None
        """The device that is being tried, or the one that works."""
        self._tried: set[tuple[str, str]] = set()

    def next_after(self, state: SourceState, devices: Sequence[Device]) -> Device | None:
        """Return the device to try after this state of the current one, or None."""
        if self.is_over or state.code not in FAILURES:
            return None
        for device in devices:
            key = (device.name, device.host_api)
            if device.is_default or device.name == state.source or key in self._tried:
                continue
            self._tried.add(key)
            self.found = device
            return device
        if devices:  # without any, go on: one may be connected later
            self.is_over = True
        return None

    def sound_arrived(self) -> bool:
        """End the search; return whether it found the current device."""
        was_over, self.is_over = self.is_over, True
        return not was_over and self.found is not None
