"""The list of microphones; a thread queries PortAudio, which can be slow."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QSizePolicy, QWidget

from desktop.audio.devices import Device, DeviceError, list_devices, microphones_first
from desktop.window.polled_threads import PolledThreads
from desktop.window.widgets.combo_box import ComboBox


class DevicePicker(ComboBox):
    """Lists the system's default microphone first, then all devices by name.

    Virtual devices are not listed: they are other names of ALSA for the same microphones. One that
    was chosen in the terminal or in an earlier version stays in the list.

    Parameters
    ----------
    selected : (str, str or None) or None
        Name and host API of the initial device; None for the default.
    find : callable
        Lists the devices; called in a separate thread.
    """

    device_selected = Signal(object)
    """A `Device`, or None for the system's default."""

    def __init__(
        self,
        selected: tuple[str, str | None] | None = None,
        find: Callable[[], Sequence[Device]] = list_devices,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._find = find
        self._threads = PolledThreads(self)
        self._selected = selected
        self._has_recording = False
        self._is_searching = False
        self._devices: list[Device] | None = None
        self.setAccessibleName(self.tr("Microphone"))
        # On Linux, Qt uses the current text as the name of a combo box.
        self.setAccessibleDescription(self.tr("Microphone"))
        self.setToolTip(self.tr("Choose the microphone"))
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(8)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setMaximumWidth(26 * self.fontMetrics().height())
        self._fill([])
        self.activated.connect(self._on_activated)

    @property
    def devices(self) -> list[Device]:
        """Devices found by the last search, without the virtual ones that nobody has chosen."""
        return self._devices or []

    def refresh(self) -> None:
        """Search for devices again; updates the list when the search is done."""
        if self._is_searching:
            return
        self._is_searching = True
        self._threads.start(self._search, "devices")

    def show_selected(self, device: Device | None) -> None:
        """Show a device as selected, without emitting `device_selected`."""
        self._selected = (device.name, device.host_api) if device else None
        with QSignalBlocker(self):
            self._update_selection(self.devices)

    def show_recording(self, name: str) -> None:
        """Show the name of what is read instead of a microphone; empty if a microphone is used."""
        self._has_recording = bool(name)
        self.setPlaceholderText(self.tr("Recording: {name}").format(name=name) if name else "")
        with QSignalBlocker(self):
            self._update_selection(self.devices)

    def reselect(self) -> None:
        """Emit `device_selected` for the selected device."""
        self.show_recording("")
        self._on_activated(self.currentIndex())

    def showPopup(self) -> None:
        """Qt: show the known devices, and search again for the next time."""
        self.refresh()
        super().showPopup()

    def _search(self) -> None:
        try:
            devices = list(self._find())
        except DeviceError:
            devices = []  # the worker gets the same error and reports it
        self._threads.call_in_gui(lambda: self._fill(devices))

    def _fill(self, devices: Sequence[Device]) -> None:
        self._is_searching = False
        devices = self._for_people(devices)
        if devices == self._devices:
            return  # do not change the list while the user selects
        self._devices = devices
        names = [device.name for device in devices]
        default = next((device.name for device in devices if device.is_default), "")
        with QSignalBlocker(self):
            self.clear()
            title = self.tr("Default microphone")
            self.addItem(f"{title} ({default})" if default else title, None)
            for device in devices:
                is_ambiguous = names.count(device.name) > 1
                self.addItem(
                    f"{device.name} ({device.host_api})" if is_ambiguous else device.name, device
                )
            self._update_selection(devices)

    def _for_people(self, devices: Sequence[Device]) -> list[Device]:
        microphones, others = microphones_first(devices)
        chosen = self._selected and self._selected[0]
        return microphones + [device for device in others if device.name == chosen]

    def _update_selection(self, devices: Sequence[Device]) -> None:
        if self._has_recording:
            self.setCurrentIndex(-1)  # shows the placeholder
            return
        if self._selected is None:
            self.setCurrentIndex(0)
            return
        name, host_api = self._selected
        same = [n for n, device in enumerate(devices, 1) if device.name == name]
        exact = [n for n in same if devices[n - 1].host_api == host_api]
        if not same:  # keep a disconnected device selected, for when it is connected again
            absent = Device(-1, name, host_api or "", 0, 0)
            self.addItem(self.tr("{name} (not connected)").format(name=name), absent)
        self.setCurrentIndex((exact or same or [self.count() - 1])[0])

    def _on_activated(self, index: int) -> None:
        device = self.itemData(index)
        self._selected = (device.name, device.host_api) if device else None
        self.device_selected.emit(device)
