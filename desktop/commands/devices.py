"""``spoken-digits devices``: list the input devices of PortAudio."""

from __future__ import annotations

from desktop.audio.devices import Device, list_devices
from desktop.audio.errors import DeviceError, no_microphone
from desktop.commands.output import complain, say, say_json


def run(*, as_json: bool) -> int:
    """Print one line per device; returns 1 if there is none."""
    try:
        devices = list_devices()
    except DeviceError as error:
        complain(error.message)
        return 1
    if not devices:
        complain(no_microphone().message)
        return 1
    width = max(len(device.name) for device in devices)
    for device in devices:
        if as_json:
            say_json(_record(device))
        else:
            say(_line(device, width))
    return 0


def _record(device: Device) -> dict[str, object]:
    return {
        "index": device.index,
        "name": device.name,
        "host_api": device.host_api,
        "channels": device.channels,
        "rate": device.rate,
        "default": device.is_default,
    }


def _line(device: Device, width: int) -> str:
    mark = "*" if device.is_default else " "
    channels = "1 channel" if device.channels == 1 else f"{device.channels} channels"
    return (
        f"{mark}{device.index:3}  {device.name:{width}}  {device.host_api}, {device.rate} Hz, "
        f"{channels}"
    )
