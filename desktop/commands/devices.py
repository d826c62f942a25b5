"""``spoken-digits devices``: list the input devices of PortAudio."""

from __future__ import annotations

from desktop.audio.devices import Device, list_devices, microphones_first
from desktop.audio.errors import DeviceError, no_microphone
from desktop.commands.output import complain, note, say, say_json

MOST_NAMED = 3
"""Maximum number of devices that a message names."""


def run(*, lists_all: bool, as_json: bool) -> int:
    """Print one line per device; returns 1 if there is none.

    Parameters
    ----------
    lists_all : bool
        Whether to list virtual devices, too. JSON always has them.
    as_json : bool
    """
    try:
        devices = list_devices()
    except DeviceError as error:
        complain(error.message)
        return 1
    if not devices:
        complain(no_microphone().message)
        return 1
    if as_json:
        for device in devices:
            say_json(_record(device))
        return 0
    microphones, others = microphones_first(devices)
    shown = [*microphones, *others] if lists_all else microphones
    width = max(len(device.name) for device in shown)
    for device in shown:
        say(_line(device, width))
    if others and not lists_all:
        note(_left_out(others))
    return 0


def _record(device: Device) -> dict[str, object]:
    return {
        "index": device.index,
        "name": device.name,
        "host_api": device.host_api,
        "channels": device.channels,
        "rate": device.rate,
        "default": device.is_default,
        "virtual": device.is_virtual,
    }


def _line(device: Device, width: int) -> str:
    mark = "*" if device.is_default else " "
    channels = "1 channel" if device.channels == 1 else f"{device.channels} channels"
    virtual = ", virtual" if device.is_virtual else ""
    return (
        f"{mark}{device.index:3}  {device.name:{width}}  {device.host_api}, {device.rate} Hz, "
        f"{channels}{virtual}"
    )


def _left_out(others: list[Device]) -> str:
    names = ", ".join(device.name for device in others[:MOST_NAMED])
    more = ", ..." if len(others) > MOST_NAMED else ""
    what = "1 virtual device is" if len(others) == 1 else f"{len(others)} virtual devices are"
    return (
        f"{what} not listed ({names}{more}): other names of ALSA for the same microphones. To list "
        "all, add --all."
    )
