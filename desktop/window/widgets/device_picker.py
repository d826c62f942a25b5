"""Chooses the microphone. The list is read in another thread: PortAudio may take its time."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.audio.devices import Device, DeviceError, list_devices
from desktop.window.widgets.combo_box import ComboBox


class DevicePicker(ComboBox):
    """The system's default microphone first, then each device by name.

    Parameters
    ----------
    chosen : (str, str or None) or None
        Name and host API of the device chosen last time; None for the default.
    find : callable
        Lists the devices; called in another thread.
    """

    device_chosen = Signal(object)
    """A `Device`, or None for the system's default."""

    _found = Signal(object)

    def __init__(
        self,
        chosen: tuple[str, str | None] | None = None,
        find: Callable[[], Sequence[Device]] = list_devices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._chosen = chosen
        self._is_looking = False
        self._devices: list[Device] | None = None
        self.setAccessibleName(self.tr("Microphone"))
        # On Linux Qt names a combo box after its text.
        self.setAccessibleDescription(self.tr("Microphone"))
        self.setToolTip(self.tr("Choose the microphone"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(26 * self.fontMetrics().height())
        self._fill([])
        self._found.connect(self._fill)
        self.activated.connect(self._on_activated)

    @property
    def devices(self) -> list[Device]:
        """What was found at the last look."""
        return self._devices or []

    def refresh(self) -> None:
        """Look for devices again; the list changes when they are found."""
        if self._is_looking:
            return
        self._is_looking = True
        threading.Thread(target=self._look, name="devices", daemon=True).start()

    def show_chosen(self, device: Device | None) -> None:
        """Show a device that was chosen elsewhere, without asking for it."""
        self._chosen = (device.name, device.host_api) if device else None
        with QSignalBlocker(self):
            self._select(self.devices)

    def choose_again(self) -> None:
        """Ask for the device that is shown, as if it had just been picked."""
        self._on_activated(self.currentIndex())

    def showPopup(self) -> None:
        """Qt: the list opens as it is known, and is looked up for the next time."""
        self.refresh()
        super().showPopup()

    def _look(self) -> None:
        try:
            devices = list(self._find())
        except DeviceError:
            devices = []  # the banner says why: the worker meets the same
        with contextlib.suppress(RuntimeError):  # the window was closed meanwhile
            self._found.emit(devices)

    def _fill(self, devices: Sequence[Device]) -> None:
        self._is_looking = False
        if devices == self._devices:
            return  # nothing moves under the pointer of somebody who is choosing
        self._devices = list(devices)
        names = [device.name for device in devices]
        default = next((device.name for device in devices if device.is_default), "")
        with QSignalBlocker(self):
            self.clear()
            title = self.tr("Default microphone")
            self.addItem(f"{title} ({default})" if default else title, None)
            for device in devices:
                is_twice = names.count(device.name) > 1
                self.addItem(
                    f"{device.name} ({device.host_api})" if is_twice else device.name, device
                )
            self._select(devices)

    def _select(self, devices: Sequence[Device]) -> None:
        if self._chosen is None:
            self.setCurrentIndex(0)
            return
        name, host_api = self._chosen
        same = [n for n, device in enumerate(devices, 1) if device.name == name]
        exact = [n for n in same if devices[n - 1].host_api == host_api]
        if not same:  # unplugged: it stays chosen, and is taken back when it returns
            absent = Device(-1, name, host_api or "", 0, 0)
            self.addItem(self.tr("{name} (not connected)").format(name=name), absent)
        self.setCurrentIndex((exact or same or [self.count() - 1])[0])

    def _on_activated(self, index: int) -> None:
        device = self.itemData(index)
        self._chosen = (device.name, device.host_api) if device else None
        self.device_chosen.emit(device)
