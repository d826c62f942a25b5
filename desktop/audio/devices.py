"""Input devices as PortAudio sees them: listed, found by name, and asked what they can do."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from desktop.audio import portaudio
from desktop.audio.errors import DeviceError, explain
from desktop.audio.portaudio import GivenUpError

__all__ = ["Device", "DeviceError", "Format", "choose", "find_device", "list_devices", "probe"]

NO_MICROPHONE = (
    "No microphone found: plug one in and choose it, or see the system's sound settings."
)

CARD = re.compile(r" \(hw:\d+,\d+\)$")
"""ALSA's number of a card at a name's end; another one after it was plugged in again."""

FALLBACK_RATES = (48_000, 44_100, 16_000)
"""Tried, in Hz, where a device refuses the rate that it calls its own."""


@dataclass(frozen=True, slots=True)
class Device:
    """An input device.

    Attributes
    ----------
    index : int
        PortAudio's number, good until devices come or go.
    name, host_api : str
        Together they name a device over restarts, e.g. "USB Audio: - (hw:1,0)" and "ALSA".
    channels : int
        Input channels at the most.
    rate : int
        The device's own sample rate, Hz.
    is_default : bool
        Whether the system would take it where none is chosen.
    """

    index: int
    name: str
    host_api: str
    channels: int
    rate: int
    is_default: bool = False


@dataclass(frozen=True, slots=True)
class Format:
    """How a device can be opened: `rate` in Hz, `channels`, and the host API's extra settings."""

    rate: int
    channels: int
    extra: Any = None


def list_devices(*, timeout: float = 3.0) -> list[Device]:
    """Find the devices that can record.

    Devices that came or went since the last look are seen only while no stream is open: PortAudio
    looks for them when it starts.

    Raises
    ------
    DeviceError
        Where PortAudio is missing, or the sound server does not answer within `timeout` seconds.
    """
    try:
        return portaudio.call(_fresh, timeout=timeout)
    except GivenUpError:
        raise DeviceError(
            "recovering", "The sound server does not answer: wait, or restart it or the computer."
        ) from None


def find_device(wanted: str | int | None, host_api: str | None = None) -> Device:
    """Find one device; see `choose`. Raises `DeviceError`."""
    return choose(list_devices(), wanted, host_api)


def choose(
    devices: Sequence[Device], wanted: str | int | None, host_api: str | None = None
) -> Device:
    """Pick a device from a list.

    Parameters
    ----------
    devices : sequence of Device
    wanted : str, int or None
        Its whole name in any case, with or without the number of ALSA's card, or part of it; its
        index; None for the default.
    host_api : str, optional
        Only devices of this host API are looked at, where any of it has the name.

    Raises
    ------
    DeviceError
        With code ``no_device`` where there is none; the message lists what there is.
    """
    if not devices:
        raise DeviceError("no_device", NO_MICROPHONE)
    if wanted is None:
        found = [device for device in devices if device.is_default]
        return (found or list(devices))[0]
    if isinstance(wanted, int):
        found = [device for device in devices if device.index == wanted]
    else:
        key = wanted.strip().casefold()
        found = [device for device in devices if key == device.name.casefold()]
        found = found or [d for d in devices if CARD.sub("", key) == _plain(d)]
        found = found or [device for device in devices if key and key in device.name.casefold()]
        found = [d for d in found if d.host_api == host_api] or found
    if not found:
        there = ", ".join(f"{device.index} {device.name!r}" for device in devices)
        raise DeviceError("no_device", f"No microphone {wanted!r}: there are {there}.")
    return found[0]


def _plain(device: Device) -> str:
    return CARD.sub("", device.name).casefold()


def query(sounddevice: Any) -> list[Device]:
    """All input devices known to PortAudio; in its thread only."""
    host_apis: Sequence[Any] = sounddevice.query_hostapis()
    default = default_index(host_apis, sounddevice.default.device[0])
    return [
        Device(
            index=int(info["index"]),
            name=str(info["name"]),
            host_api=str(host_apis[info["hostapi"]]["name"]),
            channels=int(info["max_input_channels"]),
            rate=round(info["default_samplerate"]),
            is_default=int(info["index"]) == default,
        )
        for info in sounddevice.query_devices()
        if info["max_input_channels"] > 0
    ]


def default_index(host_apis: Sequence[Any], default: int, platform: str = sys.platform) -> int:
    """PortAudio's default input, except on Windows, where that is MME's, late and cut in name."""
    if platform == "win32":
        for api in host_apis:
            if api["name"] == "Windows WASAPI" and api["default_input_device"] >= 0:
                return int(api["default_input_device"])
    return int(default)


def _fresh(sounddevice: Any) -> list[Device]:
    try:
        portaudio.restart(sounddevice)
        return query(sounddevice)
    except sounddevice.PortAudioError as error:
        raise explain(error, "The sound system") from None


def probe(sounddevice: Any, device: Device) -> Format:
    """Find out how a device can be opened; in the PortAudio thread only.

    Its own rate comes first, since many refuse every other one; two channels before one, since
    some give sound on either alone.

    Raises
    ------
    DeviceError
        With code ``unsupported`` where nothing fits, or as `faults.explain` says.
    """
    extra = None
    if device.host_api == "Windows WASAPI":
        extra = sounddevice.WasapiSettings(auto_convert=True)

    def accepts(rate: int, channels: int) -> None:
        sounddevice.check_input_settings(
            device=device.index,
            channels=channels,
            dtype="float32",
            samplerate=rate,
            extra_settings=extra,
        )

    rate, channels = first_accepted(device, accepts, sounddevice.PortAudioError)
    return Format(rate, channels, extra)


def first_accepted(
    device: Device,
    accepts: Callable[[int, int], None],
    refusal: type[Exception],
) -> tuple[int, int]:
    """The first pair of rate and channels that `accepts` does not refuse.

    Raises
    ------
    DeviceError
        What the first refusal says, where all are refused.
    """
    what = f"The microphone ({device.name})"
    first: Exception | None = None
    for rate in dict.fromkeys((device.rate, *FALLBACK_RATES)):
        for channels in dict.fromkeys((min(2, device.channels), 1, device.channels)):
            try:
                accepts(rate, channels)
            except refusal as error:
                if first is None:
                    first = error
                if explain(error, what).code != "unsupported":
                    raise explain(error, what) from None
            else:
                return rate, channels
    assert first is not None
    raise explain(first, what) from None
