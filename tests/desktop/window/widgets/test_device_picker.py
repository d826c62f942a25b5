"""The list of microphones in the window."""

from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from desktop.audio.devices import Device
from desktop.window.widgets.device_picker import DevicePicker

DEVICES = [
    Device(0, "sysdefault", "ALSA", 2, 48_000),
    Device(1, "USB Headset: Audio (hw:1,0)", "ALSA", 1, 48_000),
    Device(2, "surround51", "ALSA", 2, 48_000),
    Device(3, "pulse", "ALSA", 32, 48_000, is_default=True),
]


@pytest.mark.parametrize(
    ("selected", "listed"),
    [
        (None, ["pulse", "USB Headset: Audio (hw:1,0)"]),
        (("sysdefault", "ALSA"), ["pulse", "USB Headset: Audio (hw:1,0)", "sysdefault"]),
    ],
)
def test_virtual_devices_are_not_listed_unless_one_is_selected(
    qtbot: QtBot, selected: tuple[str, str | None] | None, listed: list[str]
) -> None:
    picker = DevicePicker(selected, lambda: DEVICES)
    qtbot.addWidget(picker)
    picker.refresh()
    qtbot.waitUntil(lambda: picker.count() == 1 + len(listed))
    names = [picker.itemText(n) for n in range(picker.count())]
    assert names == ["Default microphone (pulse)", *listed]
    assert picker.currentText() == (selected[0] if selected else names[0])


def test_virtual_devices_are_listed_if_there_are_no_others(qtbot: QtBot) -> None:
    picker = DevicePicker(None, lambda: [DEVICES[0], DEVICES[2]])
    qtbot.addWidget(picker)
    picker.refresh()
    qtbot.waitUntil(lambda: picker.count() == 3)
    assert [device.name for device in picker.devices] == ["sysdefault", "surround51"]
