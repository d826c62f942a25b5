"""Input devices of PortAudio: list them, find one by name, probe its formats."""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from desktop.audio import portaudio_thread
from desktop.audio.errors import DeviceError, GivenUpError, explain, no_microphone

__all__ = [
    "Device",
    "DeviceError",
    "Format",
    "choose",
    "find_device",
    "list_devices",
    "microphones_first",
    "probe",
]

CARD = re.compile(r" \(hw:\d+,\d+\)$")
"""ALSA's card number at the end of a name; it may change when the device is plugged in again."""

TWIN = re.compile(r" #\d+$")
"""What `query` appends to the name of the second and each further device of the same name."""

VIRTUAL = re.compile(
    r"sysdefault|front|rear|center_lfe|side|surround\d+|iec958|spdif|hdmi|modem|phoneline|dmix|dsnoop|"
    r"null|lavrate|samplerate|speexrate|speex|upmix|vdownmix|a52"
)
"""Other names for the same cards, from the configuration of ALSA and its plugins. PortAudio lists
all of them that can be opened. Cards have names such as "CARD: NAME (hw:0,0)". ``default``,
``pulse``, ``pipewire`` and what users have defined are not in this list: people choose them."""

MAX_CHANNELS = 16
"""An interface with up to so many inputs is opened with all of them, since the microphone may be at
any. The devices of sound servers offer 32 to 128 channels, of which two have sound."""

FALLBACK_RATES = (48_000, 44_100, 16_000)
"""Sample rates in Hz to try if a device refuses its default rate."""


@dataclass(frozen=True, slots=True)
class Device:
    """An input device.

    Attributes
    ----------
    index : int
        PortAudio's index, valid until a device is added or removed.
    name, host_api : str
        Together they identify a device across restarts, e.g. "USB Audio: - (hw:1,0)" and "ALSA".
        The second of two devices with equal names is "USB Audio #2".
    channels : int
        Maximum number of input channels.
    rate : int
        Default sample rate of the device, Hz.
    is_default : bool
        Whether it is the system's default.
    """

    index: int
    name: str
    host_api: str
    channels: int
    rate: int
    is_default: bool = False

    @property
    def is_virtual(self) -> bool:
        """Whether it is another name of ALSA for a device that has a name of its own."""
        plain = TWIN.sub("", self.name)
        return self.host_api == "ALSA" and VIRTUAL.fullmatch(plain) is not None


@dataclass(frozen=True, slots=True)
class Format:
    """A usable format: `rate` in Hz, `channels`, and extra settings of the host API."""

    rate: int
    channels: int
    extra: Any = None


def list_devices(*, timeout: float = 3.0) -> list[Device]:
    """List the input devices.

    PortAudio looks for devices when it is initialized. Devices that were added or removed since
    then are noticed only while no stream is open.

    Raises
    ------
    DeviceError
        PortAudio is missing, or the sound server does not respond within `timeout` seconds.
    """
    try:
        return portaudio_thread.call(_fresh, timeout=timeout)
    except GivenUpError:
        raise DeviceError(
            "recovering",
            "no_response",
            "The sound server does not respond",
            "Wait, or restart it or the computer.",
        ) from None


def microphones_first(devices: Sequence[Device]) -> tuple[list[Device], list[Device]]:
    """Split a list into the devices for people, with the default first, and the other ones.

    The other ones are virtual. They are for people if they are the only ones.
    """
    ordered = sorted(devices, key=lambda one: not one.is_default)
    real = [one for one in ordered if one.is_default or not one.is_virtual] or ordered
    return real, [one for one in ordered if one not in real]


def find_device(wanted: str | int | None, host_api: str | None = None) -> Device:
    """Find a device by `choose`; raises `DeviceError`."""
    return choose(list_devices(), wanted, host_api)


def choose(
    devices: Sequence[Device], wanted: str | int | None, host_api: str | None = None
) -> Device:
    """Choose a device from a list.

    Parameters
    ----------
    devices : sequence of Device
    wanted : str, int or None
        Its name or a part of it, in upper or lower case, with or without ALSA's card number; its
        index, as a number or as digits; None for the default device.
    host_api : str, optional
        If several devices match, those of this host API are preferred.

    Raises
    ------
    DeviceError
        With code ``no_device`` if none matches; the message lists the devices.
    """
    if not devices:
        raise no_microphone()
    if wanted is None:
        found = [device for device in devices if device.is_default]
        return (found or microphones_first(devices)[0])[0]
    if isinstance(wanted, int) or (wanted.isascii() and wanted.isdigit() and len(wanted) < 10):
        found = [device for device in devices if device.index == int(wanted)]
    else:
        key = wanted.strip().casefold()
        found = [device for device in devices if key == device.name.casefold()]
        found = found or [d for d in devices if CARD.sub("", key) == _plain(d)]
        # Of two devices of this name, one was removed.
        found = found or [d for d in devices if TWIN.sub("", key) == d.name.casefold()]
        found = found or [device for device in devices if key and key in device.name.casefold()]
        found = [d for d in found if d.host_api == host_api] or found
    if not found:
        names = ", ".join(f"{one.index} {one.name!r}" for one in microphones_first(devices)[0])
        raise DeviceError(
            "no_device",
            "no_match",
            f"No microphone matches {wanted!r}",
            f"Available: {names}.",
            str(wanted),
        )
    return found[0]


def _plain(device: Device) -> str:
    return CARD.sub("", device.name).casefold()


def query(sounddevice: Any) -> list[Device]:
    """All input devices known to PortAudio; in the PortAudio thread only."""
    host_apis: Sequence[Any] = sounddevice.query_hostapis()
    default = default_index(host_apis, sounddevice.default.device[0])
    listed = [
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
    return with_unique_names(listed)


def with_unique_names(devices: Sequence[Device]) -> list[Device]:
    """The devices; those with the same name and host API are numbered: "USB Audio #2"."""
    counts: Counter[tuple[str, str]] = Counter()
    unique: list[Device] = []
    for device in devices:
        key = (device.name, device.host_api)
        counts[key] += 1
        twin = f" #{counts[key]}" if counts[key] > 1 else ""
        unique.append(replace(device, name=f"{device.name}{twin}"))
    return unique


def default_index(host_apis: Sequence[Any], default: int, platform: str = sys.platform) -> int:
    """Index of the default input device.

    On Windows, PortAudio's default is a device of MME, with a high latency and a truncated name;
    the default of WASAPI is better.

    Parameters
    ----------
    host_apis : sequence of mapping
        From ``sounddevice.query_hostapis``.
    default : int
        PortAudio's own default; -1 if there is none.
    platform : str
        As ``sys.platform``.
    """
    if platform == "win32":
        for api in host_apis:
            if api["name"] == "Windows WASAPI" and api["default_input_device"] >= 0:
                return int(api["default_input_device"])
    return int(default)


def _fresh(sounddevice: Any) -> list[Device]:
    try:
        portaudio_thread.restart(sounddevice)
        return query(sounddevice)
    except sounddevice.PortAudioError as error:
        raise explain(error, "The sound system") from None


def probe(sounddevice: Any, device: Device) -> Format:
    """Find a format that a device accepts; in the PortAudio thread only.

    The default rate comes first, because many devices refuse all others. More channels come before
    fewer, because some devices deliver sound on only one of them.

    Raises
    ------
    DeviceError
        With code ``unsupported`` if the device refuses all formats, or as from `errors.explain`.
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


def channel_counts(most: int) -> list[int]:
    """The numbers of channels to try, for a device with `most` channels."""
    first = most if most <= MAX_CHANNELS else 2
    return list(dict.fromkeys((first, min(2, most), 1, most)))


def first_accepted(
    device: Device,
    accepts: Callable[[int, int], None],
    refusal: type[Exception],
) -> tuple[int, int]:
    """The first pair of rate and channels for which `accepts` raises no `refusal`.

    Raises
    ------
    DeviceError
        Explains the first refusal, if all are refused.
    """
    what = f"The microphone ({device.name})"
    first: Exception | None = None
    for rate in dict.fromkeys((device.rate, *FALLBACK_RATES)):
        for channels in channel_counts(device.channels):
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
